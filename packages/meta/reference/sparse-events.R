# Reference numbers for rare events, over data of our own (invented): Rscript packages/meta/reference/sparse-events.R
# writes sparse-events.json beside itself. Needs metafor, lme4 and jsonlite (Debian: r-cran-metafor, r-cran-lme4).
suppressMessages({ library(metafor); library(jsonlite) })
tables <- data.frame(
  ai = c(14, 1, 7, 6, 31, 2, 9, 6), n1i = c(52, 31, 120, 44, 205, 38, 61, 90),
  ci = c(4, 5, 19, 0, 19, 5, 2, 17), n2i = c(50, 29, 118, 47, 198, 40, 33, 95),
  dose = c(1, 2, 2, 3, 5, 1, 4, 3))
rates <- data.frame(
  x1i = c(12, 0, 5, 8, 7, 12), t1i = c(100, 50, 80, 210, 75, 330),
  x2i = c(3, 4, 9, 25, 2, 20), t2i = c(104, 60, 90, 190, 70, 310))
brief <- function(r) list(beta = c(r$beta), se = r$se, QE = r$QE, QEp = r$QEp, k = r$k)
mh <- function(m) { r <- rma.mh(measure = m, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = tables)
  c(brief(r), list(MH = r$MH, BD = r$BD, TA = r$TA)) }
mhr <- function(m) { r <- rma.mh(measure = m, x1i = x1i, t1i = t1i, x2i = x2i, t2i = t2i, data = rates)
  c(brief(r), list(MH = r$MH)) }
peto <- brief(rma.peto(ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = tables))
summary_of <- function(r) list(beta = c(r$beta), se = r$se, tau2 = r$tau2, sigma2 = r$sigma2, ll = c(logLik(r)), QE_Wld = r$QE.Wld,
       QE_LRT = r$QE.LRT, QE_df = r$QE.df, k = r$k)
or <- function(model, mods = NULL, method = "ML", nAGQ = 7, coding = 1/2) summary_of(if (is.null(mods))
  rma.glmm(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = tables, model = model, method = method, nAGQ = nAGQ, coding = coding) else
  rma.glmm(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = tables, model = model, mods = ~dose, nAGQ = nAGQ))
irr <- function(model, nAGQ) summary_of(
  rma.glmm(measure = "IRR", x1i = x1i, t1i = t1i, x2i = x2i, t2i = t2i, data = rates, model = model, nAGQ = nAGQ))
out <- list(
  madeWith = list(R = as.character(getRversion()), metafor = as.character(packageVersion("metafor")),
                  lme4 = as.character(packageVersion("lme4"))),
  tables = tables, rates = rates,
  mh = list(OR = mh("OR"), RR = mh("RR"), RD = mh("RD"), IRR = mhr("IRR"), IRD = mhr("IRD")), peto = peto,
  glmm = list(UM.FS = or("UM.FS", nAGQ = 25), UM.FS.dose = or("UM.FS", mods = ~dose, nAGQ = 25),
    UM.FS.laplace = or("UM.FS", nAGQ = 1), UM.FS.coding1 = or("UM.FS", coding = 1, nAGQ = 25),
    UM.RS = or("UM.RS", nAGQ = 1), UM.RS.dose = or("UM.RS", mods = ~dose, nAGQ = 1), UM.RS.EE = or("UM.RS", method = "EE", nAGQ = 25),
    CM.AL = or("CM.AL", nAGQ = 25),
    IRR.UM.FS = irr("UM.FS", nAGQ = 25), IRR.UM.RS = irr("UM.RS", nAGQ = 1), IRR.CM.EL = irr("CM.EL", nAGQ = 25),
    PLO = summary_of(rma.glmm(measure = "PLO", xi = ai, ni = n1i, data = tables, nAGQ = 25)),
    IRLN = summary_of(rma.glmm(measure = "IRLN", xi = x1i, ti = t1i, data = rates, nAGQ = 25))))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
write_json(out, file.path(here, "sparse-events.json"), auto_unbox = TRUE, digits = 12, null = "null", pretty = TRUE)

# Writes univariate.json: results of metafor over invented data, for src/*.test.ts.
# Run: Rscript univariate.R > univariate.json
suppressMessages(library(metafor))
num <- function(v) ifelse(is.na(v), "null", sprintf("%.15g", v))
arr <- function(v) sprintf("[%s]", paste(num(as.numeric(unname(unlist(v)))), collapse = ", "))
out <- character(0)
add <- function(name, ...) {
  parts <- list(...)
  body <- paste(sprintf('"%s": %s', names(parts), sapply(parts, arr)), collapse = ", ")
  out <<- c(out, sprintf('    "%s": { %s }', name, body))
}
# Invented: twelve studies with unequal variances and two moderators.
yi <- c(.42, -.13, .88, .31, 1.24, .05, .67, -.36, .51, .93, .18, .74)
vi <- c(.041, .092, .155, .028, .310, .063, .118, .075, .047, .220, .035, .134)
x1 <- c(3, 7, 1, 4, 9, 2, 6, 8, 5, 10, 3, 7)
x2 <- c(1990, 2001, 1997, 2010, 1985, 2004, 1999, 2008, 1993, 2015, 1988, 2011)
tight <- list(threshold = 1e-13, maxiter = 10000, tol = 1e-13)
record <- function(name, fit) {
  values <- list(beta = fit$beta, se = fit$se, stat = fit$zval, p = fit$pval, low = fit$ci.lb, high = fit$ci.ub,
    tau2 = fit$tau2, QE = fit$QE, QEp = fit$QEp, I2 = fit$I2, H2 = fit$H2)
  if (!is.na(fit$se.tau2) && fit$method != "EE") values$seTau2 <- fit$se.tau2
  if (fit$method %in% c("ML", "REML", "EE")) {
    values$ll <- as.numeric(logLik(fit)); values$aic <- AIC(fit); values$bic <- BIC(fit)
  }
  if (fit$p > 1) { values$QM <- fit$QM; values$QMp <- fit$QMp }
  do.call(add, c(list(name), values))
}
for (m in c("EE", "DL", "HE", "HS", "HSk", "SJ", "ML", "REML", "EB", "PM")) for (test in c("z", "knha", "adhoc")) {
  record(paste(m, test, sep = "/"), rma(yi, vi, method = m, test = test, control = tight))
  record(paste(m, test, "mods", sep = "/"), rma(yi, vi, mods = ~ x1 + x2, method = m, test = test, control = tight))
}
record("GENQ/z", rma(yi, vi, method = "GENQ", weights = 1 / sqrt(vi)))
fit <- rma(yi, vi, control = tight)
qp <- confint(fit, control = list(tol = 1e-12))$random
add("confint/QP", tau2 = qp[1, 2:3], I2 = qp[3, 2:3], H2 = qp[4, 2:3])
pr <- predict(fit); add("predict", pred = pr$pred, se = pr$se, piLow = pr$pi.lb, piHigh = pr$pi.ub)
l1 <- leave1out(rma(yi, vi, method = "DL")); add("leave1out/DL", estimate = l1$estimate, se = l1$se, tau2 = l1$tau2, I2 = l1$I2)
inf <- influence(rma(yi, vi, method = "DL"))
add("influence/DL", rstudent = inf$inf$rstudent, dffits = inf$inf$dffits, cook = inf$inf$cook.d, covR = inf$inf$cov.r,
  tau2 = inf$inf$tau2.del, QE = inf$inf$QE.del, hat = inf$inf$hat, weight = inf$inf$weight, dfbs = inf$dfbs[[1]])
b <- blup(rma(yi, vi, method = "DL")); add("blup/DL", pred = b$pred, se = b$se, low = b$pi.lb, high = b$pi.ub)
rt <- regtest(yi, vi, model = "lm"); add("regtest/lm", stat = rt$zval, p = rt$pval, limit = rt$est)
rr <- regtest(rma(yi, vi, method = "DL")); add("regtest/rma/DL", stat = rr$zval, p = rr$pval, limit = rr$est)
rk <- ranktest(yi, vi); add("ranktest", tau = rk$tau, p = rk$pval)
for (e in c("L0", "R0", "Q0")) {
  tf <- trimfill(rma(yi, vi, method = "DL"), estimator = e)
  add(paste("trimfill", e, sep = "/"), k0 = tf$k0, se = tf$se.k0, beta = tf$beta, seBeta = tf$se, tau2 = tf$tau2)
}
h <- hc(rma(yi, vi, method = "DL")); add("hc", beta = h$beta, se = h$se, low = h$ci.lb, high = h$ci.ub)
pe <- permutest(rma(yi[1:7], vi[1:7], method = "DL"), exact = TRUE, progbar = FALSE); add("permutest/7", p = pe$pval)
f <- fsn(yi, vi); add("fsn/Rosenthal", studies = f$fsnum)
f <- fsn(yi, vi, type = "Rosenberg"); add("fsn/Rosenberg", studies = f$fsnum)
# Effect sizes of invented tables and arms, where 3.8 and later versions agree.
t1 <- list(ai = c(4, 0, 12, 30, 7), bi = c(20, 15, 30, 12, 0), ci = c(9, 3, 8, 0, 5), di = c(14, 12, 40, 33, 9))
effect <- function(name, ...) { e <- escalc(...); add(name, yi = as.vector(e$yi), vi = e$vi) }
for (m in c("RR", "OR", "RD", "AS", "PETO", "PHI", "YUQ", "YUY", "PBIT", "OR2DL", "OR2DN", "MPRR", "MPOR", "MPRD", "MPORC", "MPPETO"))
  do.call(effect, c(list(paste("escalc", m, sep = "/"), measure = m), t1))
m1 <- list(m1i = c(5, 3.2, 9), sd1i = c(2, 1.1, 4), n1i = c(12, 30, 8), m2i = c(4, 2.8, 6), sd2i = c(2.5, .9, 3), n2i = c(14, 25, 9))
for (m in c("MD", "SMD", "SMD1", "VR", "RPB", "RBIS", "D2ORN", "D2ORL")) do.call(effect, c(list(paste("escalc", m, sep = "/"), measure = m), m1))
ch <- list(m1i = c(5, 3.2, 9), sd1i = c(2, 1.1, 4), ni = c(12, 30, 8), m2i = c(4, 2.8, 6), sd2i = c(2.5, .9, 3), ri = c(.5, .3, .7))
for (m in c("MC", "SMCC", "SMCR", "VRC")) do.call(effect, c(list(paste("escalc", m, sep = "/"), measure = m), ch))
for (m in c("COR", "ZCOR")) effect(paste("escalc", m, sep = "/"), measure = m, ri = c(.2, .5, -.3), ni = c(20, 35, 14))
for (m in c("PR", "PLN", "PLO", "PAS", "PFT")) effect(paste("escalc", m, sep = "/"), measure = m, xi = c(0, 4, 9, 20), ni = c(12, 18, 9, 60))
for (m in c("IR", "IRLN", "IRS", "IRFT")) effect(paste("escalc", m, sep = "/"), measure = m, xi = c(0, 4, 9, 20), ti = c(12, 18, 9, 60))
for (m in c("IRR", "IRD", "IRSD")) effect(paste("escalc", m, sep = "/"), measure = m, x1i = c(0, 4, 9, 20), t1i = c(12, 18, 9, 60), x2i = c(2, 6, 0, 3), t2i = c(14, 30, 8, 50))
for (m in c("MN", "MNLN", "CVLN", "SDLN", "SMN")) effect(paste("escalc", m, sep = "/"), measure = m, mi = c(5, 3), sdi = c(2, 1.2), ni = c(10, 25))
for (m in c("ARAW", "AHW", "ABT")) effect(paste("escalc", m, sep = "/"), measure = m, ai = c(.7, .9), mi = c(5, 10), ni = c(30, 60))
cat(sprintf('{\n  "generatedWith": "%s, metafor %s",\n  "data": { "yi": %s, "vi": %s, "x1": %s, "x2": %s },\n  "results": {\n%s\n  }\n}\n',
  R.version.string, packageVersion("metafor"), arr(yi), arr(vi), arr(x1), arr(x2), paste(out, collapse = ",\n")))

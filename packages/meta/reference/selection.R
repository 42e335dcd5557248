# Reference numbers for selection models and PET-PEESE, over invented effects: Rscript packages/meta/reference/selection.R
# writes selection.json beside itself. Needs metafor and jsonlite.
suppressMessages({ library(metafor); library(jsonlite) })
effects <- data.frame(
  yi = c(0.82, 0.55, 0.71, 0.12, 0.48, 0.95, 0.33, 0.61, -0.08, 0.44, 0.27, 0.66, 0.18, 0.52),
  vi = c(0.09, 0.04, 0.07, 0.02, 0.05, 0.16, 0.01, 0.08, 0.015, 0.03, 0.012, 0.06, 0.02, 0.045))
ml <- rma(yi, vi, data = effects, method = "ML")
brief <- function(...) { s <- selmodel(ml, ..., skiphes = TRUE)
  list(beta = c(s$beta), tau2 = s$tau2, delta = c(s$delta), ll = c(logLik(s))) }
lsq <- function(x) { s <- summary(lm(yi ~ x, data = effects, weights = 1 / vi))$coefficients
  list(beta = s[, 1], se = s[, 2], p = s[, 4]) }
out <- list(madeWith = list(R = as.character(getRversion()), metafor = as.character(packageVersion("metafor"))),
  effects = effects, logLikML = c(logLik(ml)),
  stepfun = brief(type = "stepfun", steps = 0.025), stepfun2 = brief(type = "stepfun", steps = c(0.025, 0.5), alternative = "greater"),
  halfnorm = brief(type = "halfnorm", alternative = "greater"), negexp = brief(type = "negexp", alternative = "greater"),
  negexpStep = brief(type = "negexp", alternative = "greater", steps = 0.025),
  logistic = brief(type = "logistic", alternative = "greater"), power = brief(type = "power", alternative = "greater"),
  beta = brief(type = "beta"), PET = lsq(sqrt(effects$vi)), PEESE = lsq(effects$vi))
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
write_json(out, file.path(here, "selection.json"), auto_unbox = TRUE, digits = 12, pretty = TRUE)

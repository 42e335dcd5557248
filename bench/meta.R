# The fits of meta.bench.ts in R. Reads FOLDER/NAME.csv; prints versions, then for each fit and way of fitting
# NAME, WAY, seconds for one fit, and the figures to compare, separated by tabs. Start-up and reading are not timed.
suppressPackageStartupMessages(library(metafor))
folder <- commandArgs(trailingOnly = TRUE)[1]
installed <- function(package) suppressPackageStartupMessages(requireNamespace(package, quietly = TRUE))

version_of <- function(package) {
  if (installed(package)) paste(package, packageVersion(package)) else paste(package, "not installed")
}
cat(R.version.string, version_of("metafor"), version_of("lme4"), version_of("bayesmeta"), sep = ", ")
cat("\n")

# Processor time: the best of ten batches of a tenth of a second, after one fit that counts only where it took long by itself.
timed <- function(name, way, fit, figures, fits = 1) {
  spent <- function(time) time[["user.self"]] + time[["sys.self"]]
  seconds <- spent(system.time(found <- fit()))
  if (seconds < 2) {
    batch <- max(1, round(0.1 / max(seconds, 1e-3)))
    seconds <- min(replicate(10, spent(system.time(for (i in seq_len(batch)) fit())))) / batch
  }
  cat(name, way, format(seconds / fits, digits = 15), format(figures(found), digits = 15, trim = TRUE), sep = "\t")
  cat("\n")
}

reml_figures <- function(found) c(found$beta[1], found$se[1], found$tau2, found$I2, found$QE)

for (file in list.files(folder, pattern = "[.]csv$")) {
  name <- sub("[.]csv$", "", file)
  d <- read.csv(file.path(folder, file))
  if (startsWith(name, "reml")) {
    # metafor forms k x k matrices: 10,000 studies would take gigabytes and an hour.
    if (nrow(d) > 1000) next
    fit <- if ("dose" %in% names(d)) {
      function() rma(yi, vi, mods = ~ dose + age + year, data = d, control = list(threshold = 1e-12))
    } else {
      function() rma(yi, vi, data = d, control = list(threshold = 1e-12))
    }
    timed(name, "default", fit, reml_figures)
  } else if (startsWith(name, "bootstrap")) {
    fitted <- rma(yi, vi, data = d, control = list(threshold = 1e-12))
    sd <- sqrt(d$vi + fitted$tau2)
    refits <- function() {
      # A refit whose scoring swings for ever is an error there; it is counted like any other.
      for (i in 1:50) try(rma(rnorm(nrow(d), fitted$beta[1], sd), d$vi), silent = TRUE)
      fitted
    }
    timed(name, "default", refits, function(found) c(found$beta[1], found$tau2), fits = 50)
  } else if (startsWith(name, "three")) {
    figures <- function(found) c(found$beta[1], found$se[1], found$sigma2)
    timed(name, "default", function() rma.mv(yi, vi, random = ~ 1 | study / effect, data = d), figures)
    timed(name, "sparse", function() rma.mv(yi, vi, random = ~ 1 | study / effect, data = d, sparse = TRUE), figures)
  } else if (startsWith(name, "glmm") && installed("lme4")) {
    fit <- function() {
      suppressWarnings(rma.glmm(measure = "OR", ai = ai, bi = bi, ci = ci, di = di, data = d, model = "UM.FS"))
    }
    timed(name, "default", fit, function(found) c(found$beta[1], found$se[1], found$tau2))
  } else if (startsWith(name, "mixed") && installed("lme4")) {
    fit <- function() lme4::lmer(y ~ treated + before + (1 + treated | study), data = d)
    figures <- function(found) {
      c(lme4::fixef(found)[[2]], sqrt(as.matrix(vcov(found))[2, 2]), attr(lme4::VarCorr(found)$study, "stddev"), sigma(found))
    }
    timed(name, "default", fit, figures)
  } else if (startsWith(name, "bayes") && installed("bayesmeta")) {
    fit <- function() bayesmeta::bayesmeta(d$yi, sqrt(d$vi), tau.prior = function(t) bayesmeta::dhalfnormal(t, 0.5))
    figures <- function(found) {
      mu <- found$qposterior(mu.p = c(0.5, 0.025, 0.975))
      tau <- found$qposterior(tau.p = c(0.5, 0.025, 0.975))
      c(mu, tau)
    }
    timed(name, "default", fit, figures)
  }
}

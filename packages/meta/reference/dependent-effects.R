# Reference numbers for dependent effects and participants' data, over data of our own (invented):
# Rscript packages/meta/reference/dependent-effects.R writes dependent-effects.json beside itself.
# Needs metafor, lme4 and jsonlite (Debian: r-cran-metafor, r-cran-lme4).
suppressMessages({ library(metafor); library(lme4); library(jsonlite) })
set.seed(20)
centre <- rep(1:14, c(3, 2, 4, 1, 3, 3, 2, 4, 3, 3, 2, 4, 3, 4))
n <- length(centre)
outcome <- unlist(lapply(rle(centre)$lengths, function(k) sample(rep(c("gait", "pain", "reach"), 2), k)))
month <- unlist(lapply(rle(centre)$lengths, function(k) sort(sample(c(1, 3, 6, 12), k))))
rater <- sample(c("p", "q", "r", "s"), n, TRUE)
vi <- round(runif(n, 0.02, 0.12), 4)
spread <- c(gait = 0.5, pain = 0.9, reach = 0.3)[outcome]
course <- c(t(chol(outer(1:n, 1:n, function(i, j) (centre[i] == centre[j]) * 0.85^abs(month[i] - month[j])))) %*% rnorm(n))
yi <- round(0.3 + rnorm(14, 0, 0.4)[centre] + spread * course + rnorm(4, 0, 0.4)[match(rater, c("p", "q", "r", "s"))] +
  rnorm(n, 0, 0.15) + rnorm(n, 0, sqrt(vi)), 3)
d <- data.frame(centre, row = 1:n, outcome, month, rater, vi, yi, dose = round(rnorm(14, 5, 2)[centre], 1))
V <- outer(1:n, 1:n, function(i, j) ifelse(i == j, vi[i], (centre[i] == centre[j]) * 0.4 * sqrt(vi[i] * vi[j])))
R <- outer(1:4, 1:4, function(i, j) 0.6^abs(i - j)); dimnames(R) <- list(c("p", "q", "r", "s"), c("p", "q", "r", "s"))
ctrl <- list(optimizer = "BFGS", reltol = 1e-15, maxit = 5000)
brief <- function(f) list(beta = I(c(f$beta)), se = I(f$se), sigma2 = I(f$sigma2), tau2 = I(f$tau2), rho = I(f$rho),
  gamma2 = I(f$gamma2), phi = I(f$phi), ll = c(logLik(f)), QE = f$QE, QM = f$QM, QMp = f$QMp, ddf = I(unname(f$ddf)))
mv <- function(random, ..., V = d$vi, method = "REML") { f <- function(ctrl) rma.mv(yi, V, random = random, data = d, method = method, control = ctrl, ...)
  brief(tryCatch(f(ctrl), error = function(e) f(list(optimizer = "nlminb", rel.tol = 1e-10)))) }
nested <- rma.mv(yi, vi, random = ~ 1 | centre/row, data = d, control = ctrl)
withDose <- rma.mv(yi, vi, mods = ~ dose, random = ~ 1 | centre/row, data = d, control = ctrl)
models <- list(
  nested = brief(nested), nestedMl = mv(~ 1 | centre/row, method = "ML"), dose = brief(withDose),
  contain = mv(~ 1 | centre/row, mods = ~ dose + month, test = "t", dfs = "contain"),
  crossed = mv(list(~ 1 | centre, ~ 1 | rater)), knownR = mv(list(~ 1 | rater, ~ 1 | centre), R = list(rater = R), Rscale = FALSE),
  sharedV = mv(~ 1 | centre, V = V),
  CS = mv(~ month | centre, struct = "CS"), HCS = mv(~ outcome | centre, struct = "HCS", V = V),
  UN = mv(~ outcome | centre, struct = "UN"), DIAG = mv(~ outcome | centre, struct = "DIAG"), ID = mv(~ outcome | centre, struct = "ID"),
  AR = mv(~ month | centre, struct = "AR"), HAR = mv(~ month | centre, struct = "HAR"), CAR = mv(~ month | centre, struct = "CAR"),
  two = mv(list(~ outcome | centre, ~ month | rater), struct = c("DIAG", "CS")))
limits <- function(...) { r <- confint(nested, ..., control = list(tol = 1e-10))$random[1, ]; list(lower = r[["ci.lb"]], upper = r[["ci.ub"]]) }
sandwich <- function(adjust) { r <- robust(withDose, cluster = d$centre, adjust = adjust); list(se = r$se, p = r$pval, df = r$ddf) }

k <- 8; m <- 150
p <- data.frame(study = sample(1:k, m, TRUE), treated = rbinom(m, 1, 0.5), age = round(runif(m, 2, 12), 1))
p <- p[order(p$study), ]
p$pair <- p$study * 100 + (seq_len(m) %/% 3)
p$y <- round(40 + rnorm(m, 0, 2.5)[match(p$pair, unique(p$pair))] + rnorm(k, 0, 3)[p$study] + (1.5 + rnorm(k, 0, 1.5)[p$study]) * p$treated + 0.8 * p$age + rnorm(m, 0, 4), 2)
p$better <- rbinom(m, 1, plogis(-0.4 + rnorm(k, 0, 0.7)[p$study] + 0.6 * p$treated))
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE)
lmm <- function(f, REML = TRUE) { r <- lmer(f, p, REML = REML, control = tight); v <- as.data.frame(VarCorr(r))
  list(beta = unname(fixef(r)), se = unname(sqrt(diag(as.matrix(vcov(r))))), sd = v$sdcor[is.na(v$var2) & v$grp != "Residual"],
       sigma = sigma(r), ll = c(logLik(r)), ranef = ranef(r)$study[[1]]) }
events <- function(q) { r <- glmer(better ~ treated + (1 | study), p, binomial, nAGQ = q, control = glmerControl(optimizer = "bobyqa",
  optCtrl = list(rhoend = 1e-9, maxfun = 1e5), tolPwrss = 1e-12)); list(beta = unname(fixef(r)), sd = unname(getME(r, "theta")), ll = c(logLik(r))) }
plain <- glm(better ~ treated + age, binomial, p, epsilon = 1e-14)

s <- dat.senn2013[order(dat.senn2013$study), ]
s$v <- s$sdi^2 / s$ni
c1 <- do.call(rbind, lapply(split(s, s$study), function(a) { b <- a[nrow(a), ]
  do.call(rbind, lapply(seq_len(nrow(a) - 1), function(i) data.frame(study = b$study, t = a$treatment[i], b = b$treatment,
    yi = a$mi[i] - b$mi, v = a$v[i] + b$v, v0 = b$v, place = i))) }))
W <- outer(seq_len(nrow(c1)), seq_len(nrow(c1)), function(i, j) ifelse(i == j, c1$v[i], (c1$study[i] == c1$study[j]) * c1$v0[i]))
drugs <- setdiff(sort(unique(s$treatment)), "placebo")
X <- sapply(drugs, function(t) (c1$t == t) - (c1$b == t))
both <- sapply(split(s, s$study), function(a) all(c("metformin", "placebo") %in% a$treatment))[c1$study]
shift <- function(x) ifelse(x == "metformin", 0.5, ifelse(x == "placebo", -0.5, 0))
w <- ifelse(both, shift(c1$t) - shift(c1$b), 0)
net <- function(X) rma.mv(yi, W, mods = ~ 0 + X, random = ~ factor(place) | study, struct = "CS", rho = 0.5, data = c1, control = ctrl)
a <- net(X); b <- net(cbind(X, w))
network <- list(drugs = drugs, beta = c(a$beta), se = a$se, tau2 = a$tau2, QE = a$QE,
  split = list(indirect = b$beta[3], se = b$se[3], difference = b$beta[10], seDifference = b$se[10], tau2 = b$tau2))

out <- list(madeWith = list(R = as.character(getRversion()), metafor = as.character(packageVersion("metafor")),
                            lme4 = as.character(packageVersion("lme4"))),
  effects = d, models = models, intervals = list(limits(sigma2 = 1), limits(sigma2 = 2)),
  robust = list(CR0 = sandwich(FALSE), CR1p = sandwich(TRUE)),
  vcalc = vcalc(vi, centre, obs = outcome, time1 = month, rho = 0.5, phi = 0.9, data = d)[1:5, 1:5],
  participants = p, mixed = list(separate = lmm(y ~ treated + age + (1 | study) + (0 + treated | study)),
    together = lmm(y ~ treated + age + (1 + treated | study)), ml = lmm(y ~ treated + age + (1 | study), FALSE),
    levels = lmm(y ~ treated + age + (1 | pair) + (1 | study))),
  events = list(laplace = events(1), quadrature = events(25)),
  logistic = list(beta = unname(coef(plain)), se = unname(sqrt(diag(vcov(plain)))), ll = c(logLik(plain))), network = network)
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
write_json(out, file.path(here, "dependent-effects.json"), auto_unbox = TRUE, digits = 12, null = "null", pretty = TRUE)

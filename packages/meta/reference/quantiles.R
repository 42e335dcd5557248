# Writes quantiles.json: quantile estimation and Box-Cox estimation (McGrath et al. 2020) written out in R, and effect
# sizes of metafor that univariate.R does not have, for src/convert and src/escalc.
# Run: Rscript quantiles.R > quantiles.json
suppressMessages(library(metafor))
num <- function(v) ifelse(is.na(v), "null", sprintf("%.15g", v))
arr <- function(v) sprintf("[%s]", paste(num(as.numeric(unname(unlist(v)))), collapse = ", "))
out <- character(0)
add <- function(name, ...) {
  parts <- list(...)
  body <- paste(sprintf('"%s": %s', names(parts), sapply(parts, arr)), collapse = ", ")
  out <<- c(out, sprintf('    "%s": { %s }', name, body))
}
# Least squares of quantiles over two parameters, polished by restarts.
least <- function(f, start) {
  for (i in 1:30) { fit <- optim(start, f, control = list(reltol = 1e-16, maxit = 5000)); start <- fit$par }
  fit
}
families <- function(q, p) {
  e <- exp
  ln <- least(function(t) sum((qlnorm(p, t[1], e(t[2])) - q)^2), c(log(median(q)), -1))
  ga <- least(function(t) sum((qgamma(p, e(t[1]), scale = e(t[2])) - q)^2), c(2, log(median(q)) - 2))
  we <- least(function(t) sum((qweibull(p, e(t[1]), e(t[2])) - q)^2), c(1, log(median(q))))
  s <- e(ln$par[2]); a <- e(ga$par[1]); k <- e(we$par[1]); l <- e(we$par[2])
  list(lognormal = c(e(ln$par[1] + s^2 / 2), e(ln$par[1] + s^2 / 2) * sqrt(e(s^2) - 1), ln$value),
    gamma = c(a * e(ga$par[2]), sqrt(a) * e(ga$par[2]), ga$value),
    weibull = c(l * gamma(1 + 1 / k), l * sqrt(gamma(1 + 2 / k) - gamma(1 + 1 / k)^2), we$value))
}
betaFit <- function(q, p) {
  b <- least(function(t) sum((qbeta(p, exp(t[1]), exp(t[2])) - q)^2), c(.5, .5)); a <- exp(b$par)
  c(a[1] / sum(a), sqrt(prod(a) / (sum(a) + 1)) / sum(a), b$value)
}
five <- function(n) c(1 / n, .25, .5, .75, 1 - 1 / n)
do.call(add, c(list("QE/extremes"), families(c(2, 4, 9), five(100)[c(1, 3, 5)])))
do.call(add, c(list("QE/quartiles"), families(c(3, 4, 6), five(100)[2:4])))
do.call(add, c(list("QE/all"), families(c(2, 3, 4, 6, 9), five(100))))
add("QE/share", beta = betaFit(c(.05, .3, .45, .52, .9), five(40)))
# Box-Cox with a positive power, where the truncated moments are plain integrals. Luo's mean and Wan's SD.
boxCox <- function(x, l) (x^l - 1) / l
back <- function(l, m, mu, s) {
  end <- min((1 + l * mu) / (l * s), 8.2)
  at <- function(z) m * (1 + l * (mu + s * z))^(1 / l)
  mass <- pnorm(end) - pnorm(-end)
  go <- function(f) integrate(function(z) f(at(z)) * dnorm(z) / mass, -end, end, rel.tol = 1e-12, subdivisions = 2000)$value
  mean <- go(identity); c(mean, sqrt(go(function(x) (x - mean)^2)), l)
}
power <- function(a, b) uniroot(function(l) boxCox(a, l) + boxCox(b, l), c(-4.0001, 4), tol = 1e-15)$root
n <- 60; l <- power(5 / 12, 21 / 12); f <- boxCox(c(5, 12, 21) / 12, l); w <- .7 + .39 / n
add("BC/quartiles", converted = back(l, 12, w * (f[1] + f[3]) / 2, (f[3] - f[1]) / (2 * qnorm((.75 * n - .125) / (n + .25)))))
n <- 80; l <- power(1 / 12, 32 / 12); f <- boxCox(c(1, 12, 32) / 12, l); w <- 4 / (4 + n^.75)
add("BC/extremes", converted = back(l, 12, w * (f[1] + f[3]) / 2, (f[3] - f[1]) / (2 * qnorm((n - .375) / (n + .25)))))
x <- c(1, 6, 12, 20, 36) / 12
l <- optimize(function(l) (boxCox(x[1], l) + boxCox(x[5], l))^2 + (boxCox(x[2], l) + boxCox(x[4], l))^2, c(.1, 1), tol = 1e-12)$minimum
f <- boxCox(x, l); w1 <- 2.2 / (2.2 + n^.75); w2 <- .7 - .72 / n^.55
s <- (f[5] - f[1]) / (4 * qnorm((n - .375) / (n + .25))) + (f[4] - f[2]) / (4 * qnorm((.75 * n - .125) / (n + .25)))
add("BC/all", converted = back(l, 12, w1 * (f[1] + f[5]) / 2 + w2 * (f[2] + f[4]) / 2, s))
effect <- function(name, ...) { e <- escalc(...); add(name, yi = as.vector(e$yi), vi = e$vi) }
effect("REH", measure = "REH", ai = c(30, 10, 5), bi = c(40, 25, 6), ci = c(12, 20, 9))
m <- list(measure = "MPORM", ai = c(30, 10, 4), bi = c(12, 25, 6), ci = c(20, 0, 9), di = c(22, 35, 1), ri = c(.3, .4, -.2))
for (to in c("only0", "all", "none")) suppressWarnings(do.call(effect, c(list(paste0("MPORM/", to)), m, list(to = to))))
tab <- list(ai = c(0, 5, 10, 3), bi = c(10, 0, 4, 5), ci = c(5, 8, 0, 9), di = c(7, 9, 12, 0))
do.call(effect, c(list("RTET/add", measure = "RTET", add = .5), tab))
cat(sprintf('{\n  "generatedWith": "%s, metafor %s; Rscript quantiles.R > quantiles.json",\n  "cases": {\n%s\n  }\n}\n',
  R.version.string, packageVersion("metafor"), paste(out, collapse = ",\n")))

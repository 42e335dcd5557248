/**
 * Colours by what they mean. A page may set the custom properties; the values behind them are legible on white.
 * Shape or pattern always says the same as colour does.
 */
export const palette = {
  /** What is measured or computed for this child. */
  accent: "var(--chart-accent, #1d6b73)",
  accentSoft: "var(--chart-accent-soft, #d6e8e6)",
  /** Published numbers to read it beside. */
  mark: "var(--chart-mark, #a1461f)",
  onMark: "var(--chart-on-mark, #ffffff)",
  muted: "var(--chart-muted, #56636a)",
  grid: "var(--chart-grid, #dde1dd)",
  track: "var(--chart-track, #f1f3ef)",
  paper: "var(--chart-paper, #ffffff)",
} as const;

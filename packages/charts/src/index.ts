export type { Chart, TextTable } from "./chart.ts";
export { type DoseScaleInput, doseScaleChart, type ScaleDose, type ScaleThreshold } from "./dose-scale.ts";
export { type FlowBox, type FlowChartInput, type FlowColumn, type FlowStep, flowChart } from "./flow.ts";
export { type ForestChartInput, type ForestChartLabels, forestChart } from "./forest.ts";
export { type FunnelChartInput, type FunnelChartLabels, funnelChart } from "./funnel.ts";
export {
  type CurvePoint,
  type GrowthCurveInput,
  type GrowthCurveLabels,
  growthCurveChart,
} from "./growth-curve.ts";
export { type IconArrayInput, type IconGroup, type IconRange, iconArrayChart } from "./icon-array.ts";
export { type ScatterChartInput, type ScatterPoint, scatterChart } from "./scatter.ts";
export { type Direction, escapeSigns } from "./svg.ts";

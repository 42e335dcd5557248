/** A straight axis: values of the field to pixels. */
export interface Scale {
  readonly max: number;
  readonly at: (value: number) => number;
}

export function linearScale(domain: readonly [number, number], pixels: readonly [number, number]): Scale {
  const [from, to] = domain;
  const [start, end] = pixels;
  return { max: to, at: (value) => start + ((value - from) / (to - from)) * (end - start) };
}

/** Round numbers from 0 up to `max`, in steps of 1, 2 or 5 times a power of ten, about `count` of them. */
export function ticksUpTo(max: number, count: number): number[] {
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(12)),
  );
}

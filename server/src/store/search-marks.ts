/**
 * What a search can filter by, as short words among those of the text: then one index intersects words and filters,
 * beginning with whichever is rarest, before a single row is read. A mark is a letter for its kind, a colon and the
 * value.
 */
import type { SearchDocument, TrialSearch } from "trials";

export const markKinds = {
  status: "s",
  phase: "p",
  studyType: "t",
  country: "c",
  /** Both together, because most ask for both, and the two lists are long. */
  statusInCountry: "k",
  sex: "x",
  /** Of the last update: a search for common words looks at the newest trials only. */
  updatedYear: "y",
  updatedMonth: "m",
  updatedDay: "d",
  /** A square of one degree, or of ten, that has a site in it, named by its south-west corner. */
  square: "g",
  wideSquare: "G",
} as const;

/**
 * Kinds that are asked for with one mark, or a few, and stand among the words of the body as well. Of the others it
 * takes many at a time, each rarer than any word: among words the index would begin with all of them.
 */
export const wordKinds: readonly string[] = [
  "status",
  "phase",
  "studyType",
  "country",
  "statusInCountry",
  "sex",
].map((kind) => markKinds[kind as MarkKind]);

export type MarkKind = keyof typeof markKinds;

export const mark = (kind: MarkKind, value: string) => `${markKinds[kind]}:${value}`;

/** A registry's words are open, but a mark is one line, and no place for a text. */
const fitting = (one: string) =>
  one
    .slice(0, 60)
    .replaceAll(/[\0\n]/g, " ")
    .toWellFormed();

export function marksOf({ card, sites }: SearchDocument): string[] {
  const marks = [
    ...(card.status ? [mark("status", card.status)] : []),
    ...card.phases.map((phase) => mark("phase", phase)),
    ...(card.studyType ? [mark("studyType", card.studyType)] : []),
    ...card.countries.flatMap(({ code, name }) => [
      mark("country", code ?? name),
      ...(card.status ? [statusInCountry(card.status, code ?? name)] : []),
    ]),
    mark("sex", card.sex ?? ""),
    ...(card.lastUpdate ? [mark("updatedYear", card.lastUpdate.slice(0, 4))] : []),
    ...(card.lastUpdate && card.lastUpdate.length >= 7
      ? [mark("updatedMonth", card.lastUpdate.slice(0, 7))]
      : []),
    ...(card.lastUpdate?.length === 10 ? [mark("updatedDay", card.lastUpdate)] : []),
    ...sites.flatMap(({ position }) =>
      position === undefined
        ? []
        : [
            squareOf(position.latitude, position.longitude, 1),
            squareOf(position.latitude, position.longitude, 10),
          ],
    ),
  ];
  return [...new Set(marks.map(fitting))];
}

const statusInCountry = (status: string, country: string) => mark("statusInCountry", `${status} ${country}`);

/** Each list is a condition of its own: one of its marks must be there. */
export function marksAsked(search: TrialSearch): string[][] {
  const { statuses = [], phases = [], studyTypes = [], country, sex, near } = search;
  const there = country?.toUpperCase();
  return [
    ...(there !== undefined && statuses.length > 0
      ? [statuses.map((status) => statusInCountry(status, there))]
      : [statuses.map((status) => mark("status", status)), there ? [mark("country", there)] : []]),
    phases.map((phase) => mark("phase", phase)),
    studyTypes.map((studyType) => mark("studyType", studyType)),
    sex ? [mark("sex", "ALL"), mark("sex", sex.toUpperCase()), mark("sex", "")] : [],
    near ? squaresAround(near) : [],
  ]
    .filter((list) => list.length > 0)
    .map((list) => list.map(fitting));
}

export const kilometresOfDegree = 111.195;
const mostSquares = 150;

function squareOf(latitude: number, longitude: number, size: 1 | 10): string {
  const south = Math.min(Math.floor(latitude / size), 90 / size - 1) * size;
  const west = Math.min(Math.floor(longitude / size), 180 / size - 1) * size;
  return mark(size === 1 ? "square" : "wideSquare", `${south},${west}`);
}

/** Every square that a circle can touch. */
function squaresAround({ latitude, longitude, kilometres }: NonNullable<TrialSearch["near"]>): string[] {
  const degrees = kilometres / kilometresOfDegree;
  const south = Math.max(-90, latitude - degrees);
  const north = Math.min(90, latitude + degrees);
  // Meridians draw together towards a pole; a circle that holds one crosses them all.
  const narrowest = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  const across = narrowest <= degrees / 180 ? 180 : Math.min(180, degrees / narrowest);
  for (const size of [1, 10] as const) {
    const squares = new Set<string>();
    const rows = Math.floor(north / size) - Math.floor(south / size) + 1;
    const columns = Math.floor((2 * across) / size) + 2;
    if (size === 1 && rows * columns > mostSquares) continue;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const east = Math.min(longitude - across + column * size, longitude + across);
        const wrapped = ((((east + 180) % 360) + 360) % 360) - 180;
        squares.add(squareOf(Math.min(south + row * size, 90), wrapped, size));
      }
    }
    return [...squares];
  }
  return [];
}

/** The last published counts of the screening queue, as `cordwise review status --publish` wrote them. */
import type { PublishedScreening } from "screening";
import published from "../data/screening.json" with { type: "json" };

export const publishedScreening = published as PublishedScreening;

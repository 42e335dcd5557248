/** The sheet's own style as a file: a Content-Security-Policy without exceptions allows no style inside a page. */
import { sheetStyle } from "visit";

export const GET = () => new Response(sheetStyle, { headers: { "content-type": "text/css; charset=utf-8" } });

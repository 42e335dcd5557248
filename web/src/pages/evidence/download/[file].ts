/** The evidence as files, made when the pages are: the same data, so the same version and day. */
import { dataSet, dataSetVersion } from "evidence";
import { type Download, downloads } from "review";

export const getStaticPaths = () =>
  downloads(dataSet(), dataSetVersion).map((download) => ({
    params: { file: download.name },
    props: { download },
  }));

export const GET = ({ props: { download } }: { props: { download: Download } }) =>
  new Response(download.content, { headers: { "content-type": download.mediaType } });

// node eleventy-img.mjs FOLDER OUTPUT [AVIF-QUALITY AVIF-EFFORT JPEG-QUALITY]
// Without the last three, quality and effort are eleventy-img's own.
import Image from "@11ty/eleventy-img";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

const [folder, outputDir, quality, effort, jpeg] = process.argv.slice(2);
const options = quality && {
  sharpAvifOptions: { quality: Number(quality), effort: Number(effort) },
  sharpJpegOptions: { quality: Number(jpeg), progressive: true },
};
const names = (await readdir(folder)).filter((name) => name.endsWith(".jpg"));
await Promise.all(
  names.map((name) =>
    Image(join(folder, name), {
      widths: [344, 480, 720, 800, 1200, 1440, 1600],
      formats: ["avif", "jpeg"],
      outputDir,
      ...options,
    }),
  ),
);

// A photo of twelve million points is no better an answer than one of two, and takes minutes on a poor line.
const LONGEST = 1600;

/** The picture with its longest side brought down; as it is when it cannot be read or would not be lighter. */
export async function shrunk(file: File, maxPixels: number | null): Promise<File> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
  const drawing = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!drawing) return file;
  const longest = maxPixels ?? LONGEST;
  const scale = Math.min(1, longest / Math.max(drawing.width, drawing.height));
  if (scale === 1) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(drawing.width * scale);
  canvas.height = Math.round(drawing.height * scale);
  canvas.getContext("2d")?.drawImage(drawing, 0, 0, canvas.width, canvas.height);
  drawing.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
}

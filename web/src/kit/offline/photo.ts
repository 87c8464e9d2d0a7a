// A photo of a phone's camera is many megabytes; what a reader needs of a certificate or a machine is not.
const edgeMax = 2000;
const quality = 0.85;

export function fitted(width: number, height: number, max: number): { width: number; height: number } {
  const scale = Math.min(1, max / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

// A JPEG with its longer edge at most 2,000 pixels; the file itself where the browser cannot read it as a picture.
export async function reducedPhoto(file: File): Promise<Blob> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return file;
  }
  const size = fitted(picture.width, picture.height, edgeMax);
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', quality));
}

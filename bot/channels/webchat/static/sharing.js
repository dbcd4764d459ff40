// A place or a photo, only while the conversation asks for one.

export function askForPlace(done, fail, words) {
  if (!navigator.geolocation) {
    fail(words["place-failed"]);
    return;
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => done(coords.latitude, coords.longitude),
    (error) => fail(words[error.code === 1 ? "place-denied" : "place-failed"]),
    { maximumAge: 60000, timeout: 15000 },
  );
}

// Drawn anew and smaller before it leaves: the place where it was taken, written inside a photo, stays here.
export function askForPhoto(done, fail, words) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "image/*";
  input.onchange = async () => {
    const file = input.files[0];
    if (!file) return;
    try {
      done(await smaller(file));
    } catch {
      fail(words["photo-unknown"]);
    }
  };
  input.click();
}

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  if (!blob) throw new Error("no picture");
  return blob;
}

export async function sendPhoto(client, blob, words) {
  let answer;
  try {
    answer = await fetch("/anh", { method: "POST", body: blob, headers: { "X-Client-Id": client, "Content-Type": "image/jpeg" } });
  } catch {
    return words["photo-failed"];
  }
  if (answer.ok) return "";
  const { why } = await answer.json().catch(() => ({}));
  return words[why] || words["photo-failed"];
}

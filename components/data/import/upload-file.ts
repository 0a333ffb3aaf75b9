/** Sends one file as the body of a request and tells how much has gone; resolves to the upload's id. Abort it by the signal. */
export function uploadFile(file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    // fetch() does not tell how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/data/upload");
    request.setRequestHeader("x-tradewind", "1");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      const answer = request.response as { uploadId?: string; message?: string } | null;
      if (request.status === 401) window.location.assign("/sign-in");
      if (request.status === 200 && answer?.uploadId !== undefined) resolve(answer.uploadId);
      else reject(new Error(answer?.message ?? `The desk did not take ${file.name}. Try again.`));
    };
    request.onerror = () => reject(new Error(`The upload of ${file.name} broke off. Drop it again.`));
    request.onabort = () => reject(new Error("The upload was cancelled."));
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) return reject(new Error("The upload was cancelled."));
    request.send(file);
  });
}

/** Takes a part into the cascade of a server: whatever was opened later is closed before it. */
export type Own = <Part extends { close(): unknown }>(part: Part) => Part;

/** Lets `opened` own parts. */
export const ownedBy =
  (opened: AsyncDisposableStack): Own =>
  (part) => {
    opened.defer(async () => {
      await part.close();
    });
    return part;
  };

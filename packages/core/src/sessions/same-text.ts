/** Whether `offered` is `secret`; the time it takes says nothing about how much of it is right. */
export function isSameText(offered: string, secret: string): boolean {
  if (offered.length !== secret.length) return false;
  let difference = 0;
  for (let i = 0; i < offered.length; i += 1) difference |= offered.charCodeAt(i) ^ secret.charCodeAt(i);
  return difference === 0;
}

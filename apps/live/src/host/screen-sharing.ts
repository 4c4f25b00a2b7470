/** Whether this browser can share its screen; phones and insecure pages cannot. */
export function canShareScreen(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

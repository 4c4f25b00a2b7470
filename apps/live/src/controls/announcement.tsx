/** Tells screen readers what has changed; for the ear alone. */
export function Announcement({ children }: { readonly children: string }) {
  return (
    <p role="status" aria-live="polite" className="for-the-ear" data-testid="announcement">
      {children}
    </p>
  );
}

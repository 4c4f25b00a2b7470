/** Where a client's socket comes from. */
export type Caller = {
  readonly address: string;
  /** Of the page that opened it, where that is a page of another server; nothing where it is no page or one of our own. */
  readonly origin?: string;
};

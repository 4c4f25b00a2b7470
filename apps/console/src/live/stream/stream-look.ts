/** What a stream's page looks at. */
export type StreamLook = {
  view: 'stream';
  appID: number;
  roomID: string;
  streamID: string;
  search?: string;
  offset: number;
  limit: number;
};

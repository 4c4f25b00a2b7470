/** What a room's page looks at. */
export type RoomLook = { view: 'room'; appID: number; roomID: string; search?: string; offset: number; limit: number };

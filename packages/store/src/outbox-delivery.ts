import { type NoticeName, noticeNames } from '@freshet/core';
import { type Millis, millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import * as z from 'zod';

const states = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof states)[number];

/** A letter on its way, or what became of it. Times are milliseconds since the Unix epoch. */
export type Delivery = {
  readonly id: number;
  readonly appID: AppID;
  readonly event: NoticeName;
  readonly roomID: string;
  readonly created: Millis;
  readonly url: string;
  readonly body: string;
  readonly state: DeliveryState;
  /** Since it was told or sent again by hand. */
  readonly attempts: number;
  /** What the last attempt met; empty before the first. */
  readonly lastResult: string;
  /** Of one that waits: no attempt is made before. */
  readonly nextAttempt?: Millis;
};

/** Who is told: one origin, such as `https://shop.example`, for one project. */
export type Target = { readonly appID: AppID; readonly origin: string };

/** A time of a row. */
export const time = z.number().transform(millis);
/** The AppID of a row. */
export const appID = z.number().transform((value) => value as AppID);
const Row = z
  .object({
    id: z.number(),
    app_id: appID,
    event: z.enum(noticeNames),
    room_id: z.string(),
    created: time,
    url: z.string(),
    body: z.string(),
    state: z.enum(states),
    attempts: z.number(),
    last_result: z.string(),
    next_attempt: time,
  })
  .transform(
    ({ app_id, room_id, last_result, next_attempt, ...row }): Delivery => ({
      ...row,
      appID: app_id,
      roomID: room_id,
      lastResult: last_result,
      ...(row.state === 'waiting' ? { nextAttempt: next_attempt } : {}),
    }),
  );

/** Reads a row of `deliveries`. */
export const readDelivery = (row: unknown): Delivery => Row.parse(row);

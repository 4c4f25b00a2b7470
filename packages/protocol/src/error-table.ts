/** One row of the error table. */
type ErrorRow = {
  /** What happened. */
  readonly means: string;
  /** What the caller does about it. */
  readonly cure: string;
  /** Whether the SDK tries again by itself. */
  readonly retry?: true;
};

/**
 * Every code that a client of Freshet can meet, with the original's numbers. The code 0 means success and has no row.
 * 1 0FF xxx are shared by all clients, 1 1FF xxx exist for conditions of a browser alone; FF is 00 common, 01 engine,
 * 02 room, 03 publish, 04 play, 06 device, 09 messages.
 */
export const errorTable = {
  1000001: { means: 'the engine has not been created', cure: 'call createEngineWithProfile first' },
  1000002: { means: 'no room is logged in', cure: 'call loginRoom first' },
  1000008: { means: 'an event handler is already set', cure: 'call setEventHandler(null) before setting another' },
  1000010: { means: 'this function does not exist in this version', cure: 'use another mode, or a later version' },
  1000014: { means: 'the streamID is too long', cure: 'use at most 256 characters' },
  1000015: { means: 'the streamID is empty', cure: 'give a streamID' },
  1000016: { means: 'the streamID has characters that are not allowed', cure: 'use digits, letters, - and _' },
  1000017: { means: 'an argument is invalid', cure: 'see the message for which one and why' },
  1000037: { means: 'the project is paused by its operator', cure: 'resume it in the console' },
  1000039: {
    means: 'the project does not offer this service',
    cure: 'switch it on in the project, or allow the origin of the page',
  },
  1000067: { means: 'this can only be set before a login', cure: 'call it before loginRoom, or after logoutRoom' },
  1001000: { means: 'the AppID is not valid', cure: 'give an integer from 1 to 4294967295' },
  1001001: { means: 'the AppSign does not have 64 characters', cure: 'copy all of it from the project' },
  1001002: { means: 'the AppSign has characters that are not allowed', cure: 'copy it from the project: 0-9 and a-f' },
  1001003: { means: 'the AppSign is empty', cure: 'copy it from the project, or leave it out and log in with a token' },
  1001004: { means: 'there is no project of this AppID', cure: 'check the AppID and the server address' },
  1001005: { means: 'the AppSign is not the one of this project', cure: 'copy it from the project' },
  1002001: { means: 'a room is already logged in', cure: 'log out of it first, or use switchRoom' },
  1002002: { means: 'this room is not logged in', cure: 'give the roomID that was logged in' },
  1002005: { means: 'the userID is empty', cure: 'give a userID' },
  1002006: {
    means: 'the userID has characters that are not allowed',
    cure: 'use digits, letters and ~!@#$%^&*()_+=-`;’,.<>\\',
  },
  1002007: { means: 'the userID is too long', cure: 'use less than 64 bytes' },
  1002008: { means: 'the userName is empty', cure: 'give a userName' },
  1002009: {
    means: 'the userName has characters that are not allowed',
    cure: 'use one line of text without control or direction characters; in a project of ASCII names, digits, letters and ~!@#$%^&*()_+=-`;’,.<>/\\',
  },
  1002010: { means: 'the userName is too long', cure: 'use less than 256 bytes' },
  1002011: { means: 'the roomID is empty', cure: 'give a roomID' },
  1002012: {
    means: 'the roomID has characters that are not allowed',
    cure: 'use digits, letters and ~!@#$%^&*()_+=-`;’,.<>\\',
  },
  1002013: { means: 'the roomID is too long', cure: 'use less than 128 bytes' },
  1002014: { means: 'the key of the room extra info is empty', cure: 'give a key' },
  1002015: { means: 'the key of the room extra info is too long', cure: 'use at most 10 bytes' },
  1002016: { means: 'the value of the room extra info is too long', cure: 'use at most 128 bytes' },
  1002017: { means: 'the room has extra info of another key', cure: 'use that key: a room has one' },
  1002030: { means: 'the login failed for want of a network', cure: 'the SDK tries again by itself', retry: true },
  1002031: { means: 'the login was not answered in time', cure: 'the SDK tries again by itself', retry: true },
  1002033: { means: 'the token is not valid for this login', cure: 'mint a new token for this AppID, user and room' },
  1002034: {
    means: 'the room is full',
    cure: "raise maxMemberCount or the project's limit, or wait until a user leaves",
  },
  1002035: { means: 'the project has its fill of rooms', cure: 'raise its limit, or wait until a room ends' },
  // The original has given this number up. It is a cap that clients know, and the original has none for users.
  1002037: {
    means: 'the project has its fill of users; the original meant too many rooms, and no longer uses the number',
    cure: 'raise its limit, or wait until a user leaves',
  },
  1002050: { means: 'the same userID logged in elsewhere', cure: 'give each login its own userID' },
  1002051: { means: 'the link to the room is interrupted', cure: 'the SDK tries again by itself', retry: true },
  1002052: { means: 'the session is unknown to the server', cure: 'the SDK logs in again by itself', retry: true },
  1002053: {
    means: 'the time for returning to the room is used up',
    cure: 'check the network, then call loginRoom again',
  },
  1002055: { means: 'the user was removed by the backend', cure: 'see extendedData for the reason given' },
  1002056: { means: 'the token expired', cure: 'call renewToken when onRoomTokenWillExpire comes' },
  1002057: { means: 'the session broke a rule of the protocol', cure: 'log in again; report it if it comes back' },
  1002064: { means: 'this room is logged in already', cure: 'stay, or switch to another roomID' },
  1002066: { means: 'the user is kept out by a rule of the backend', cure: 'wait until it ends, or lift it' },
  1002067: {
    means: 'no token was given',
    cure: 'give a token in the room configuration, or an AppSign where the project takes it',
  },
  // Many users behind one address come back together after a restart: their logins pass a little later.
  1002071: { means: 'too many calls', cure: 'wait a little, then call again', retry: true },
  // Many users of one room come back together as well.
  1002072: { means: 'too many calls for one room', cure: 'wait a little, then call again', retry: true },
  1002075: {
    means: 'what the token holds is not in the form of a token',
    cure: 'mint it with the server SDK or in the console: JSON with every field, and a payload that is empty or JSON',
  },
  1002076: { means: 'the token is for another AppID', cure: 'mint the token for this AppID' },
  1002077: { means: 'the token is for another user', cure: 'mint the token for this userID' },
  1002078: { means: 'the token has expired', cure: 'mint a new token' },
  1002079: { means: 'the token is of a version that does not exist here', cure: 'mint a Token04: it begins with 04' },
  1002080: { means: 'the nonce of the token is no integer', cure: 'mint the token with an integer as its nonce' },
  1002082: {
    means: 'the new token does not allow a stream that is being published',
    cure: 'renew with a token that has the publish privilege and names the stream',
  },
  1002099: { means: 'the server failed while serving the room', cure: 'the SDK tries again by itself', retry: true },
  1003001: { means: 'there is nothing to publish', cure: 'turn on a camera, a microphone or another source first' },
  1003020: { means: 'publishing is interrupted', cure: 'the SDK tries again by itself', retry: true },
  1003021: { means: 'the time for publishing again is used up', cure: 'check the network, then publish again' },
  1003023: { means: 'the channel is already publishing', cure: 'call stopPublishingStream first' },
  1003025: { means: 'the backend forbids this publish', cure: 'lift the rule, or resume the stream' },
  1003028: { means: 'a stream of this streamID exists already', cure: 'use a streamID that is unique in the project' },
  1003051: { means: 'the extra info of the stream is too long', cure: 'use at most 1024 characters' },
  1003072: {
    means: 'the token does not allow this publish',
    cure: 'mint a token with the publish privilege and this streamID',
  },
  1003099: {
    means: 'the server failed while serving the publisher',
    cure: 'the SDK tries again by itself',
    retry: true,
  },
  1004002: { means: 'the stream does not exist yet', cure: 'the SDK waits for it', retry: true },
  1004003: {
    means: 'the stream belongs to another room',
    cure: 'log in to its room, or allow cross-room play in the project',
  },
  1004010: {
    means: 'too many streams are being played',
    cure: "stop playing one first, or raise the project's limit",
  },
  1004020: { means: 'playing is interrupted', cure: 'the SDK tries again by itself', retry: true },
  1004011: { means: 'this stream is not being played', cure: 'call startPlayingStream first' },
  1004025: { means: 'the backend forbids this stream', cure: 'resume the stream' },
  1004072: {
    means: 'L3 is not switched on for this project',
    cure: 'switch L3 on in the project, or play with another resource mode',
  },
  1004080: { means: 'this device cannot decode the stream', cure: 'publish with VP8, or play on another device' },
  1004099: { means: 'the server failed while serving the player', cure: 'the SDK tries again by itself', retry: true },
  1006001: { means: 'the device failed', cure: 'see the message; try another device' },
  1006002: { means: 'there is no such camera or microphone', cure: 'connect one, or choose another' },
  1006003: {
    means: 'the use of the camera or microphone was denied',
    cure: 'allow it in the address bar of the browser',
  },
  1006005: { means: 'the camera or microphone is in use elsewhere', cure: 'close the other program, then try again' },
  1006006: { means: 'the camera or microphone was unplugged', cure: 'connect it, or choose another' },
  1009001: { means: 'the message is empty', cure: 'give a text' },
  1009002: { means: 'the message is too long', cure: 'use at most 1024 bytes' },
  1009005: { means: 'the message is for a room that is not logged in', cure: 'give the roomID that was logged in' },
  1009010: { means: 'the message could not be sent', cure: 'send it again once the room is reconnected' },
  1009011: { means: 'a userID to send to is empty', cure: 'name users, or give no list to reach everyone' },
  1009012: { means: 'a userID to send to is too long', cure: 'use less than 64 bytes' },
  1009015: { means: 'too many messages', cure: 'wait a little, then send it again' },
  1100001: { means: 'a message was malformed', cure: 'use an SDK of the same version as the server' },
  1100002: { means: 'the server did not answer in time', cure: 'the SDK tries again by itself', retry: true },
  1103042: { means: 'sharing the screen was cancelled', cure: 'choose a screen, window or tab when asked' },
  1103043: { means: 'this browser cannot share its screen', cure: 'use a desktop browser' },
  1103053: {
    means: 'the page is not secure, so there is no camera or microphone',
    cure: 'open the page over https or on localhost',
  },
  1104031: { means: 'the time for playing again is used up', cure: 'check the network, then play again' },
  1104061: {
    means: 'the browser does not let the page play sound yet',
    cure: 'call resumeAutoplay from a click or a tap',
  },
} as const satisfies Record<number, ErrorRow>;

/** A code of the {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

/** Whether `code` is in the table. */
export const isErrorCode = (code: number): code is ErrorCode => Object.hasOwn(errorTable, code);

/** Whether the SDK tries again by itself after `code`. */
export const isRetryable = (code: ErrorCode): boolean => 'retry' in errorTable[code];

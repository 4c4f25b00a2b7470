import type { ReactNode } from 'react';

const speaker = <path d="M4 9.5h3.2L12 5.5v13l-4.8-4H4z" />;
const microphone = (
  <>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
  </>
);
const camera = (
  <>
    <rect x="3" y="6.5" width="12" height="11" rx="2.5" />
    <path d="m15 11 5.2-3.1c.4-.2.8 0 .8.5v7.2c0 .5-.4.7-.8.5L15 13" />
  </>
);
const screen = <path d="M5 4.5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2M9 20h6" />;
const slash = <path d="M4 4l16 16" />;

// Drawn on a 24 by 24 grid, with a stroke of the surrounding colour.
const drawings = {
  microphone,
  microphoneOff: (
    <>
      {microphone}
      {slash}
    </>
  ),
  camera,
  cameraOff: (
    <>
      {camera}
      {slash}
    </>
  ),
  screen: (
    <>
      {screen}
      <path d="M12 13.2V8m-2.5 2.3L12 7.8l2.5 2.5" />
    </>
  ),
  screenOff: (
    <>
      {screen}
      <path d="m9.8 8.3 4.4 4.4m0-4.4-4.4 4.4" />
    </>
  ),
  sound: (
    <>
      {speaker}
      <path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />
    </>
  ),
  soundOff: (
    <>
      {speaker}
      <path d="m16 9.5 5 5m0-5-5 5" />
    </>
  ),
  fullScreen: <path d="M4 9V6a2 2 0 0 1 2-2h3m6 0h3a2 2 0 0 1 2 2v3m0 6v3a2 2 0 0 1-2 2h-3m-6 0H6a2 2 0 0 1-2-2v-3" />,
  exitFullScreen: (
    <path d="M9 4v3a2 2 0 0 1-2 2H4m16 0h-3a2 2 0 0 1-2-2V4m0 16v-3a2 2 0 0 1 2-2h3M4 15h3a2 2 0 0 1 2 2v3" />
  ),
  gauge: <path d="M5 18.5a9 9 0 1 1 14 0M12 14l3.6-4.6" />,
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.2" />
      <path d="M3 19c.4-3.3 2.8-5 6-5s5.6 1.7 6 5m.5-13.3a3 3 0 0 1 0 5.6m2 3c2 .6 3.2 2.2 3.5 4.7" />
    </>
  ),
  invite: (
    <>
      <circle cx="10" cy="8" r="3.4" />
      <path d="M3.5 19.5c.5-3.6 3-5.5 6.5-5.5s6 1.9 6.5 5.5m2-11.5v6m-3-3h6" />
    </>
  ),
  leave: <path d="M14 4H7a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7m-3.5-8H20m-3.5-3.5L20 12l-3.5 3.5" />,
  share: (
    <path d="M12 15V4M8.2 7.3 12 3.5l3.8 3.8M7 11H6a2 2 0 0 0-2 2v5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5a2 2 0 0 0-2-2h-1" />
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2" />
      <path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.500a2 2 0 0 0 2 2h2.5" />
    </>
  ),
  check: <path d="m5 12.5 4.5 4.500L19 7" />,
  close: <path d="M6 6l12 12M18 6 6 18" />,
  stop: <rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor" />,
  broadcast: (
    <>
      <circle cx="12" cy="12" r="2" fill="currentColor" />
      <path d="M7.8 16.200a6 6 0 0 1 0-8.400m8.4 0a6 6 0 0 1 0 8.400M5 19a10 10 0 0 1 0-14m14 0a10 10 0 0 1 0 14" />
    </>
  ),
  warning: <path d="M10.3 5 3.3 17.200a2 2 0 0 0 1.7 3h14a2 2 0 0 0 1.7-3L13.7 5a2 2 0 0 0-3.4 0M12 10v4m0 2.800v.1" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.500V12l3 2" />
    </>
  ),
  link: (
    <path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1m2 3.700a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.700l1-1" />
  ),
  signalOff: (
    <>
      <path d="M3.5 9.500a12.5 12.5 0 0 1 17 0M7 13.200a7.5 7.5 0 0 1 10 0m-7 3.500a3.2 3.2 0 0 1 4 0" />
      <path d="M5 4l14 16" />
    </>
  ),
  wave: <path d="M3 9.500c3-3.3 6-3.3 9 0s6 3.3 9 0M3 15.500c3-3.3 6-3.3 9 0s6 3.3 9 0" />,
} as const satisfies Record<string, ReactNode>;

/** The names of the icons. */
export type IconName = keyof typeof drawings;

/** An icon in the colour of the text around it; for the eye alone, so what it stands in carries the words. */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}

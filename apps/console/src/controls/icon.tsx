import type { ReactNode } from 'react';

// Drawn on a 24 by 24 grid, with a stroke of the surrounding colour.
const drawings = {
  wave: <path d="M3 9.5c3-3.3 6-3.3 9 0s6 3.3 9 0M3 15.5c3-3.3 6-3.3 9 0s6 3.3 9 0" />,
  overview: <path d="M4 20V11m5.3 9V4m5.4 16v-7M20 20V8" />,
  projects: <path d="M4 8.5 12 4l8 4.5-8 4.5zM4 12.5l8 4.5 8-4.5M4 16.5l8 4.5 8-4.5" />,
  rooms: (
    <>
      <rect x="3.5" y="5" width="17" height="12" rx="2.5" />
      <path d="m10.5 8.5 4 2.5-4 2.5zM8 20.5h8" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.2" />
      <path d="M3 19c.4-3.3 2.8-5 6-5s5.6 1.7 6 5m.5-13.3a3 3 0 0 1 0 5.6m2 3c2 .6 3.2 2.2 3.5 4.7" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8.5" r="3.5" />
      <path d="M5 20c.5-3.7 3.2-5.5 7-5.5s6.5 1.8 7 5.5" />
    </>
  ),
  log: (
    <path d="M6 4h12a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 18 20H6a1.5 1.5 0 0 1-1.5-1.5v-13A1.5 1.5 0 0 1 6 4M8.5 9h7m-7 3.5h7m-7 3.5h4" />
  ),
  leave: <path d="M14 4H7a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7m-3.5-8H20m-3.5-3.5L20 12l-3.5 3.5" />,
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2" />
      <path d="M15.5 8.5V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7.5a2 2 0 0 0 2 2h2.5" />
    </>
  ),
  check: <path d="m5 12.5 4.5 4.5L19 7" />,
  close: <path d="M6 6l12 12M18 6 6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  search: (
    <>
      <circle cx="11" cy="11" r="6" />
      <path d="m15.5 15.5 4.5 4.5" />
    </>
  ),
  warning: <path d="M10.3 5 3.3 17.2a2 2 0 0 0 1.7 3h14a2 2 0 0 0 1.7-3L13.7 5a2 2 0 0 0-3.4 0M12 10v4m0 2.8v.1" />,
  key: (
    <>
      <circle cx="8" cy="15.5" r="4" />
      <path d="m11 12.5 8-8m-3 3 2.5 2.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  away: <path d="m9 6 6 6-6 6" />,
  back: <path d="m15 6-6 6 6 6" />,
  down: <path d="m6 9 6 6 6-6" />,
  out: (
    <path d="M13 5h6v6m0-6-8.5 8.5M10 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V14" />
  ),
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  again: <path d="M19.5 12A7.5 7.5 0 1 1 17 6.4L19.5 9m0-5v5h-5" />,
  shield: <path d="M12 3.5 5 6v5.5c0 4.5 2.8 7.5 7 9 4.2-1.5 7-4.5 7-9V6zM9 12l2.2 2.2L15 10.2" />,
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 3v2m0 14v2m9-9h-2M5 12H3m15.4-6.4L17 7M7 17l-1.4 1.4m12.8 0L17 17M7 7 5.6 5.6" />
    </>
  ),
  moon: <path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10" />,
  machine: (
    <>
      <rect x="3.5" y="5" width="17" height="11" rx="2" />
      <path d="M9 20h6m-3-4v4" />
    </>
  ),
  message: (
    <path d="M5 5h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 17h-7l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 5" />
  ),
  stop: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m6 6 12 12" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

/** The names of the icons. */
export type IconName = keyof typeof drawings;

/** An icon in the colour of the text around it; for the eye alone, so what it stands in carries the words. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}

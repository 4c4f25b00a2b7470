import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { useControlWords } from './words.ts';

export type VirtualColumn<Row> = {
  readonly key: string;
  readonly title: string;
  /** What the title means, for who points at it. */
  readonly hint?: string;
  /** A track of a CSS grid, such as `2fr` or `96px`. */
  readonly width: string;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
};

type VirtualTableProps<Row> = {
  /** What is listed, for the ear. */
  readonly label: string;
  readonly columns: readonly VirtualColumn<Row>[];
  /** How many rows there are, most of which are not here. */
  readonly total: number;
  /** The row at an index, or nothing while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Tells which rows can be seen, the last one included. */
  readonly onWindow: (first: number, last: number) => void;
  /** CSS height of the list, which scrolls in itself. */
  readonly height: string;
  /** Below this width the list scrolls sideways; CSS length. */
  readonly leastWidth?: string;
};

const ROW_HEIGHT = 48;
const HEAD_HEIGHT = 40;

/** A list of any length that draws only the rows that can be seen. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, total, rowAt, onWindow, height, leastWidth = '0' } = props;
  const words = useControlWords();
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    scrollMargin: HEAD_HEIGHT,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items.at(0)?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => {
    onWindow(first, last);
  }, [first, last, onWindow]);
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys.
    <div ref={frame} className="virtual" tabIndex={0} style={{ height }}>
      <table
        aria-label={`${label}: ${words.rows(total)}`}
        aria-rowcount={total + 1}
        style={{ height: virtualizer.getTotalSize() + HEAD_HEIGHT, minWidth: leastWidth }}
      >
        <Head columns={columns} template={template} />
        <Body columns={columns} template={template} items={items} rowAt={rowAt} />
      </table>
    </div>
  );
}

type HeadProps<Row> = {
  readonly columns: readonly VirtualColumn<Row>[];
  readonly template: { readonly gridTemplateColumns: string };
};

function Head<Row>({ columns, template }: HeadProps<Row>) {
  return (
    <thead>
      <tr className="virtual-head" aria-rowindex={1} style={template}>
        {columns.map(({ key, title, hint, align }) => (
          <th key={key} scope="col" title={hint} className={align === 'end' ? 'end' : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type BodyProps<Row> = HeadProps<Row> &
  Pick<VirtualTableProps<Row>, 'rowAt'> & {
    readonly items: readonly { readonly index: number; readonly start: number }[];
  };

function Body<Row>({ columns, template, items, rowAt }: BodyProps<Row>) {
  return (
    <tbody>
      {items.map(({ index, start }) => (
        <tr
          key={index}
          className="virtual-row"
          aria-rowindex={index + 2}
          style={{ ...template, transform: `translateY(${start}px)` }}
        >
          <Cells columns={columns} row={rowAt(index)} />
        </tr>
      ))}
    </tbody>
  );
}

type CellsProps<Row> = { readonly columns: readonly VirtualColumn<Row>[]; readonly row: Row | undefined };

function DrawnCells<Row>({ columns, row }: CellsProps<Row>): ReactNode {
  return columns.map(({ key, align, cell }) => (
    <td key={key} className={align === 'end' ? 'end' : undefined}>
      {row === undefined ? <span className="pending" /> : cell(row)}
    </td>
  ));
}

// Scrolling draws the list again with each row that comes; the rows that stay are left as they are.
const Cells = memo(DrawnCells) as typeof DrawnCells;

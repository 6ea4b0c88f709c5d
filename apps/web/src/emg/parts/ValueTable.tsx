/** A table of which the first column names the row: on the screen, where it scrolls sideways, and on paper. */
import type { Key, ReactNode } from "react";

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
}

interface Properties<Row> {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => Key;
  /** The first one names the row. */
  readonly columns: readonly [Column<Row>, ...Column<Row>[]];
  readonly caption?: string;
  readonly onPaper?: boolean;
  readonly isChosen?: (row: Row) => boolean;
}

export function ValueTable<Row>({ onPaper = false, ...table }: Properties<Row>) {
  if (onPaper) return <Plain {...table} />;
  return (
    <div className="emg-table-scroll">
      <Plain {...table} className="ds-table" />
    </div>
  );
}

function Plain<Row>({
  rows,
  keyOf,
  columns,
  caption,
  isChosen,
  className,
}: Omit<Properties<Row>, "onPaper"> & { readonly className?: string }) {
  const [name, ...values] = columns;
  return (
    <table className={className} data-size={className && "sm"}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {columns.map(({ head }) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} data-chosen={isChosen?.(row)}>
            <th scope="row">{name.cell(row)}</th>
            {values.map(({ head, cell }) => (
              <td key={head}>{cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

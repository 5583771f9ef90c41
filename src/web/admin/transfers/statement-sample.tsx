import type { BankStatement } from '../../api/schemas.ts'
import './statement.css'

const SHOWN_ROWS = 8

/** The first rows of a statement as they stand in the file. */
export function StatementSample({ sample }: Pick<BankStatement, 'sample'>) {
  const rows = sample.slice(0, SHOWN_ROWS).map((cells, index) => ({ number: index + 1, cells }))
  return (
    <div className="statement-sample">
      <table aria-label="明細の見本">
        <tbody>
          {rows.map(({ number, cells }) => (
            <tr key={number}>
              <th scope="row">{number}行目</th>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <td key={column}>{cell.normalize('NFKC')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

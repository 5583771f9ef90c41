import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { BankStatement } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { Loaded } from '../ui/fault.tsx'
import { Page } from '../ui/page.tsx'
import { StatementColumns } from './statement-columns.tsx'
import { StatementLines } from './statement-lines.tsx'
import { StatementResult } from './statement-result.tsx'

/** A bank's statement: what was read and what it is taken for, until it is applied; then what became of it. */
export function StatementPage() {
  const { id } = useParams({ from: '/staff/transfers/statements/$id' })
  // What is ticked must not change under the hands of whoever ticks.
  const query = useQuery({
    ...resourceQuery<BankStatement>(`transfers/statements/${id}`),
    refetchOnWindowFocus: false,
  })
  return (
    <Page
      title={query.data?.appliedAt ? '入出金明細の反映結果' : '入出金明細の照合'}
      about={query.data?.fileName}
      back={{ to: '/transfers', label: '入金確認' }}
    >
      <Loaded query={query}>
        {(statement) =>
          statement.appliedAt === null ? (
            <>
              <StatementColumns key={JSON.stringify(statement.layout)} statement={statement} />
              {statement.layout !== null && <StatementLines statement={statement} />}
            </>
          ) : (
            <StatementResult statement={statement} />
          )
        }
      </Loaded>
    </Page>
  )
}

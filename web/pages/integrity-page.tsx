/** The integrity check: started, followed, its result in words, and those before. */
import { Alert, Button, List, Progress, Stack, Text, Title } from '@mantine/core'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { CheckView } from '../../src/features/integrity/integrity.contract.ts'
import { get, post } from '../api.ts'
import { Card } from '../components/card.tsx'
import { useErrorText } from '../components/error-text.ts'
import styles from '../components/planning.module.css'
import { Answered, Empty } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { useFormats } from '../format.ts'
import { apiPaths } from '../paths.ts'
import { useStamp } from '../stamp.ts'
import { type TextKey, useTexts } from '../text.ts'

export function IntegrityPage() {
  const { t } = useTexts()
  const textOf = useErrorText()
  const client = useQueryClient()
  const queryKey = ['integrity']
  const query = useQuery({
    queryKey,
    queryFn: async () => (await get<CheckView[]>(apiPaths.integrityChecks, { limit: 20 })).data,
    refetchInterval: ({ state }) => (state.data?.[0]?.state === 'running' ? 1000 : 30_000),
  })
  async function start() {
    try {
      await post<CheckView>(apiPaths.integrityChecks, { body: {} })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
    await client.invalidateQueries({ queryKey })
  }
  const isRunning = query.data?.[0]?.state === 'running'
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('integrity.title')}</Title>
        <Button disabled={isRunning} onClick={() => void start()}>
          {t('integrity.start')}
        </Button>
      </header>
      <Text mb="lg" maw={680}>
        {t('integrity.text')}
      </Text>
      <Answered query={query}>
        {([last, ...earlier]) =>
          last ? (
            <div className={styles.stack}>
              <Card title={t(last.state === 'running' ? 'integrity.running' : 'integrity.last')}>
                <Check check={last} />
              </Card>
              {earlier.length > 0 && (
                <Card title={t('integrity.earlier')}>
                  <ul className={styles.list}>
                    {earlier.map((check) => (
                      <Earlier key={check.id} check={check} />
                    ))}
                  </ul>
                </Card>
              )}
            </div>
          ) : (
            <Empty text={t('integrity.none')} />
          )
        }
      </Answered>
    </>
  )
}

function useWhen() {
  const { t } = useTexts()
  const stamp = useStamp()
  return ({ startedAt, startedBy }: CheckView) =>
    t('integrity.startedBy', { name: startedBy.name, when: stamp(startedAt) })
}

function Check({ check }: { check: CheckView }) {
  const { t } = useTexts()
  const when = useWhen()
  return (
    <Stack gap="sm" aria-live="polite">
      {check.state === 'running' && <Running check={check} />}
      {check.state === 'done' && <Result check={check} />}
      {(check.state === 'failed' || check.state === 'interrupted') && (
        <Text>{t(`integrity.${check.state}`)}</Text>
      )}
      <Text size="sm" c="dimmed">
        {when(check)}
      </Text>
    </Stack>
  )
}

function Running({ check: { people, peopleDone } }: { check: CheckView }) {
  const { t } = useTexts()
  const formats = useFormats()
  const text =
    people === null
      ? t('integrity.begins')
      : t('integrity.progress', { done: formats.number(peopleDone), all: formats.number(people) })
  const part = people === null || people === 0 ? 0 : (100 * peopleDone) / people
  return (
    <>
      <Text>{text}</Text>
      <Progress value={part} size="lg" animated aria-label={t('integrity.running')} />
    </>
  )
}

/** What each table holds, for somebody who knows none. */
const tableWords: Record<string, TextKey> = {
  punches: 'integrity.table.punches',
  heads: 'integrity.table.heads',
  attendance: 'integrity.table.attendance',
  days: 'integrity.table.days',
  month_totals: 'integrity.table.month_totals',
  seals: 'integrity.table.seals',
  steps: 'integrity.table.steps',
  person_periods: 'integrity.table.person_periods',
  corrections: 'integrity.table.corrections',
  period_exports: 'integrity.table.period_exports',
}

/** What cannot be derived again: facts, seals and steps. */
const ledger = new Set(['punches', 'seals', 'steps', 'period_exports'])

function Result({ check }: { check: CheckView }) {
  const { t } = useTexts()
  const formats = useFormats()
  const number = (value: number | null) => formats.number(value ?? 0)
  const counted = t('integrity.counted', {
    people: number(check.people),
    facts: number(check.facts),
    seals: number(check.seals),
  })
  if (check.isWhole)
    return (
      <Alert variant="light" icon={<IconShieldCheck aria-hidden />} title={t('integrity.whole')}>
        <Text size="sm">{counted}</Text>
        <Text size="sm" mt="xs">
          {t('integrity.wholeText')}
        </Text>
      </Alert>
    )
  const isLedger = check.findings.some(({ table }) => ledger.has(table))
  return (
    <Alert color="red" variant="light" icon={<IconShieldX aria-hidden />} title={t('integrity.differs')}>
      <Text size="sm">{counted}</Text>
      <List size="sm" my="xs">
        {check.findings.map(({ table, row, problem }) => (
          <List.Item key={`${table} ${row}`}>
            <strong>{tableWords[table] ? t(tableWords[table]) : table}</strong>
            {`: ${row}: ${problem}`}
          </List.Item>
        ))}
      </List>
      <Text size="sm">{t(isLedger ? 'integrity.keep' : 'integrity.rebuild')}</Text>
    </Alert>
  )
}

function Earlier({ check }: { check: CheckView }) {
  const { t } = useTexts()
  const when = useWhen()
  const words = {
    done: check.isWhole ? t('integrity.whole') : t('integrity.found', { count: check.findings.length }),
    failed: t('integrity.failed'),
    interrupted: t('integrity.interrupted'),
    running: t('integrity.running'),
  }
  return (
    <li>
      <details>
        <summary>{words[check.state]}</summary>
        {check.state === 'done' && <Result check={check} />}
      </details>
      <Text size="sm" c="dimmed">
        {when(check)}
      </Text>
    </li>
  )
}

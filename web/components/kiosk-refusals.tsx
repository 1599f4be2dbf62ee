/** Punches that waited on a kiosk and were refused on arrival: nobody stood there to hear it. */
import { Button, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { RefusalView } from '../../src/features/kiosks/kiosk.contract.ts'
import { type MarkKind, markKinds } from '../../src/core/punch.ts'
import { get, post } from '../api.ts'
import { useFormats } from '../format.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { codeText, useErrorText } from './error-text.ts'
import styles from './planning.module.css'
import { Answered, Empty } from './states.tsx'
import { toast } from './toasts.tsx'

type Refusal = Static<typeof RefusalView>

export function KioskRefusals({ kioskId, timeZone }: { kioskId: string; timeZone: string }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['kiosks', kioskId, 'refusals'],
    queryFn: async () => (await get<Refusal[]>(apiPaths.kioskRefusals(kioskId))).data,
  })
  return (
    <Stack>
      <Text c="dimmed">{t('kiosks.refusalsText')}</Text>
      <Answered query={query} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty text={t('kiosks.noRefusals')} />
          ) : (
            <ul className={styles.list}>
              {rows.map((row) => (
                <Line key={row.key} kioskId={kioskId} timeZone={timeZone} refusal={row} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Stack>
  )
}

interface LineProps {
  kioskId: string
  /** Of the branch: the times are read where the kiosk stands. */
  timeZone: string
  refusal: Refusal
}

const isKind = (kind: string | null): kind is MarkKind => markKinds.some((one) => one === kind)

function Line({ kioskId, timeZone, refusal }: LineProps) {
  const { t, language } = useTexts()
  const formats = useFormats()
  const queryClient = useQueryClient()
  const textOf = useErrorText()
  const { key, kind, at, receivedAt, user, code, message } = refusal
  const what = isKind(kind) ? t(`correct.kind.${kind}`) : t('kiosks.unreadable')
  async function handle() {
    try {
      await post(apiPaths.handleRefusal(kioskId, key))
      await queryClient.invalidateQueries({ queryKey: ['kiosks'] })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  return (
    <li>
      <div>
        <Text fw={600}>
          {user?.name ?? t('kiosks.nobody')}: {what}
        </Text>
        <Text size="sm" c="dimmed">
          {at === null
            ? t('kiosks.arrived', { when: formats.dateTime(receivedAt, timeZone) })
            : formats.dateTime(at, timeZone)}
        </Text>
        <Text size="sm">{language === 'en' ? message : codeText(t, code ?? '')}</Text>
      </div>
      <Button variant="light" size="sm" onClick={() => void handle()}>
        {t('kiosks.handled')}
      </Button>
    </li>
  )
}

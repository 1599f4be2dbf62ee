/** Schedules: the list, one of them on its grid with who has it, and the shifts that they share. */
import { Button, Group, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../api.ts'
import { Assignments } from '../components/assignments.tsx'
import { Card } from '../components/card.tsx'
import { confirm } from '../components/confirm.tsx'
import { useErrorText } from '../components/error-text.ts'
import { OpenButton } from '../components/open-button.tsx'
import styles from '../components/planning.module.css'
import { Recomputing } from '../components/recomputing.tsx'
import { ScheduleEditor } from '../components/schedule-editor.tsx'
import { ShiftDefinitions } from '../components/shift-definitions.tsx'
import { Answered, Empty } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { useOpened } from '../opened.ts'
import { apiPaths } from '../paths.ts'
import type { Schedule } from '../schedule-draft.ts'
import { useTexts } from '../text.ts'

export function SchedulesPage() {
  const { t } = useTexts()
  const [opened, setOpened] = useOpened()
  const query = useQuery({
    queryKey: ['schedules'],
    queryFn: async () => (await get<Schedule[]>(apiPaths.schedules)).data,
  })
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('schedule.title')}</Title>
        {opened === undefined ? (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setOpened('new')}>
            {t('schedule.new')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={18} />}
            onClick={() => setOpened(undefined)}
          >
            {t('schedule.all')}
          </Button>
        )}
      </header>
      <Recomputing />
      <Answered query={query}>
        {(rows) => (
          <div className={styles.stack}>
            {opened === undefined ? (
              <>
                <ScheduleList rows={rows} onOpen={setOpened} />
                <ShiftDefinitions />
              </>
            ) : (
              <>
                <ScheduleEditor
                  key={opened}
                  schedule={rows.find(({ id }) => id === opened)}
                  onSaved={(id) => setOpened(id, { replace: true })}
                />
                {opened !== 'new' && (
                  <Assignments path={apiPaths.scheduleAssignments} field="scheduleId" id={opened} />
                )}
              </>
            )}
          </div>
        )}
      </Answered>
    </>
  )
}

function ScheduleList({ rows, onOpen }: { rows: Schedule[]; onOpen: (id: string) => void }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const textOf = useErrorText()
  const inUse = rows.filter(({ endedOn }) => endedOn === null)
  async function end({ id, name }: Schedule) {
    const question = { title: name, text: t('schedule.endText'), yes: t('schedule.endSchedule') }
    if (!(await confirm({ ...question, isDangerous: true }))) return
    try {
      await post(apiPaths.endSchedule(id), { body: {} })
      await queryClient.invalidateQueries({ queryKey: ['schedules'] })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  return (
    <Card title={t('schedule.list')}>
      {inUse.length === 0 ? (
        <Empty text={t('schedule.none')} />
      ) : (
        <ul className={styles.list}>
          {inUse.map((row) => (
            <li key={row.id}>
              <div>
                <Text fw={600}>{row.name}</Text>
                <Text size="sm" c="dimmed">
                  {row.anchor === null && row.cycleDays === 7
                    ? t('schedule.kind.week')
                    : t('schedule.cycleOf', { count: row.cycleDays })}
                  {' · '}
                  {t('schedule.shifts', { count: row.days.length })}
                </Text>
              </div>
              <Group gap="xs">
                <OpenButton name={row.name} onOpen={() => onOpen(row.id)} />
                <Button
                  variant="subtle"
                  color="red"
                  size="sm"
                  aria-label={t('schedule.endNamed', { name: row.name })}
                  onClick={() => void end(row)}
                >
                  {t('schedule.endSchedule')}
                </Button>
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

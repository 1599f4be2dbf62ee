/** Policies: what there is, with versions and who has them; and the presets to start from. */
import { Badge, Button, Group, List, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import { plainPolicy } from '../../src/core/policy.ts'
import type { PresetView } from '../../src/features/policies/policy.contract.ts'
import { get } from '../api.ts'
import { Assignments } from '../components/assignments.tsx'
import { Card } from '../components/card.tsx'
import { NameAndEnd } from '../components/name-and-end.tsx'
import { OpenButton } from '../components/open-button.tsx'
import styles from '../components/planning.module.css'
import { type PolicyAnswer, PolicyForm } from '../components/policy-form.tsx'
import { Recomputing } from '../components/recomputing.tsx'
import { Answered, Empty } from '../components/states.tsx'
import { useFormats } from '../format.ts'
import { useOpened } from '../opened.ts'
import { apiPaths } from '../paths.ts'
import { presetText } from '../locales/presets.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'

type Preset = Static<typeof PresetView>
/** In the address: the id of a policy, or one that is made, from a preset by its code or from nothing. */
const fromNothing = 'new'
const fromPreset = 'new-'

const usePresets = () =>
  useQuery({
    queryKey: ['policy-presets'],
    queryFn: async () => (await get<Preset[]>(apiPaths.policyPresets)).data,
    staleTime: Infinity,
  })

export function PoliciesPage() {
  const { t, language } = useTexts()
  const [opened, setOpened] = useOpened()
  const presets = usePresets()
  const policies = useQuery({
    queryKey: ['policies'],
    queryFn: async () => (await get<PolicyAnswer[]>(apiPaths.policies)).data,
  })
  const close = () => setOpened(undefined)
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('policy.title')}</Title>
        {opened && (
          <Button variant="default" leftSection={<IconArrowLeft size={18} />} onClick={close}>
            {t('policy.all')}
          </Button>
        )}
      </header>
      <Recomputing />
      <Answered query={policies}>
        {(rows) => {
          if (!opened)
            return (
              <div className={styles.stack}>
                <PolicyList rows={rows} onOpen={setOpened} />
                <Presets
                  onTake={(preset) => setOpened(preset ? `${fromPreset}${preset.code}` : fromNothing)}
                />
              </div>
            )
          const policy = rows.find(({ id }) => id === opened)
          if (policy) return <PolicyDetails key={policy.id} policy={policy} />
          if (!presets.data) return <Answered query={presets}>{() => null}</Answered>
          const preset = presets.data.find(({ code }) => opened === `${fromPreset}${code}`)
          return (
            <PolicyForm
              title={t('policy.new')}
              rules={preset?.rules ?? plainPolicy}
              name={preset ? presetText(preset.name, language) : ''}
              onSaved={(id) => setOpened(id, { replace: true })}
              onCancel={close}
            />
          )
        }}
      </Answered>
    </>
  )
}

/** The ended ones below. */
const inUseFirst = (a: PolicyAnswer, b: PolicyAnswer): number =>
  Number(a.endedOn !== null) - Number(b.endedOn !== null)

function PolicyList({ rows, onOpen }: { rows: PolicyAnswer[]; onOpen: (id: string) => void }) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <Card title={t('policy.list')}>
      {rows.length === 0 ? (
        <Empty text={t('policy.none')} />
      ) : (
        <ul className={styles.list}>
          {[...rows].sort(inUseFirst).map(({ id, name, versions, endedOn }) => (
            <li key={id}>
              <div>
                <Text fw={600}>{name}</Text>
                <Text size="sm" c="dimmed">
                  {t('policy.versionCount', { count: versions.length })}
                  {endedOn !== null && ` · ${t('policy.ended', { date: formats.date(endedOn, 'short') })}`}
                </Text>
              </div>
              <OpenButton name={name} onOpen={() => onOpen(id)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Presets({ onTake }: { onTake: (preset?: Preset) => void }) {
  const { t, language } = useTexts()
  const presets = usePresets()
  return (
    <Card
      title={t('policy.presets')}
      aside={
        <Button variant="light" size="sm" onClick={() => onTake()}>
          {t('policy.fromNothing')}
        </Button>
      }
    >
      <Text c="dimmed">{t('policy.presetsText')}</Text>
      <Answered query={presets}>
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((preset) => (
              <li key={preset.code}>
                <div style={{ flex: '1 1 320px', minWidth: 0 }}>
                  <Text fw={600}>{presetText(preset.name, language)}</Text>
                  <details>
                    <summary>{t('policy.sourceAndLimits')}</summary>
                    <Text size="sm" my={6}>
                      {t('policy.source', { source: preset.source })}
                    </Text>
                    <List size="sm">
                      {preset.limits.map((limit) => (
                        <List.Item key={limit}>{presetText(limit, language)}</List.Item>
                      ))}
                    </List>
                  </details>
                </div>
                <Button
                  variant="light"
                  size="sm"
                  aria-label={t('policy.takeNamed', { name: presetText(preset.name, language) })}
                  onClick={() => onTake(preset)}
                >
                  {t('policy.take')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  )
}

function PolicyDetails({ policy }: { policy: PolicyAnswer }) {
  const { t } = useTexts()
  const formats = useFormats()
  const today = useToday()
  const [isAdding, setAdding] = useState(false)
  const last = policy.versions.at(-1)
  return (
    <div className={styles.stack}>
      <Card title={policy.name}>
        <NameAndEnd
          key={policy.name}
          label={t('policy.name')}
          name={policy.name}
          endedOn={policy.endedOn}
          path={apiPaths.policy(policy.id)}
          endPath={apiPaths.endPolicy(policy.id)}
          queryKey={['policies']}
        />
        <ul className={styles.list}>
          {policy.versions.map(({ id, from, to, rules }) => (
            <li key={id}>
              <div style={{ flex: 1, minWidth: 0 }}>
                <Text fw={600}>
                  {to === null
                    ? t('assign.since', { from: formats.date(from, 'short') })
                    : t('assign.between', {
                        from: formats.date(from, 'short'),
                        to: formats.date(to, 'short'),
                      })}{' '}
                  {from <= today && (to === null || to >= today) && (
                    <Badge variant="light">{t('policy.valid')}</Badge>
                  )}
                </Text>
                <details>
                  <summary>{t('policy.whole')}</summary>
                  <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: '0.82rem' }}>
                    {JSON.stringify(rules, null, 2)}
                  </pre>
                </details>
              </div>
            </li>
          ))}
        </ul>
        <Group>
          <Button variant="light" onClick={() => setAdding(true)}>
            {t('policy.newVersion')}
          </Button>
        </Group>
      </Card>
      {isAdding && (
        <PolicyForm
          title={t('policy.newVersion')}
          policy={policy}
          rules={last?.rules ?? plainPolicy}
          onSaved={() => setAdding(false)}
          onCancel={() => setAdding(false)}
        />
      )}
      <Assignments path={apiPaths.policyAssignments} field="policyId" id={policy.id} />
    </div>
  )
}

/** The rules of a new policy, or of a new version of one: common ones as fields, all of them as checked JSON. */
import { Alert, Button, Group, List, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FieldError } from '../../src/errors.ts'
import type { Static } from 'typebox'
import type { Policy } from '../../src/core/policy.ts'
import type { PolicyView, ProblemsView } from '../../src/features/policies/policy.contract.ts'
import { post } from '../api.ts'
import { ApiError } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { type Problems, readRules, writeRules } from '../policy-draft.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'
import { Card } from './card.tsx'
import { CommonRules } from './common-rules.tsx'
import { ErrorNote } from './error-note.tsx'
import { useErrorText } from './error-text.ts'
import { useFieldWords } from './field-words.ts'
import { useApiForm } from './form.ts'
import styles from './planning.module.css'
import { toast } from './toasts.tsx'

export type PolicyAnswer = Static<typeof PolicyView>

interface Props {
  title: string
  rules: Policy
  /** Of which there is to be another version; without it, a new one. */
  policy?: PolicyAnswer
  /** The name that is suggested for a new one. */
  name?: string
  onSaved: (id: string) => void
  onCancel: () => void
}

export function PolicyForm({ title, rules, policy, name = '', onSaved, onCancel }: Props) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const wordsOf = useFieldWords()
  const byField = (errors: readonly FieldError[]): Problems =>
    Object.fromEntries(errors.map((error) => [error.field, wordsOf(error)]))
  const queryClient = useQueryClient()
  const [problems, setProblems] = useState<Problems>({})
  const form = useApiForm({
    initial: { name, from: useToday(), rules: writeRules(rules) },
    check: (values) => ({
      ...(!policy && values.name.trim() === '' && { name: t('field.required') }),
      ...(values.from === '' && { from: t('field.required') }),
      ...(readRules(values.rules) === undefined && { rules: t('policy.noJson') }),
    }),
    async send(values) {
      setProblems({})
      const body = { from: values.from, rules: readRules(values.rules) }
      try {
        const saved = policy
          ? await post<PolicyAnswer>(apiPaths.policyVersions(policy.id), { body })
          : await post<PolicyAnswer>(apiPaths.policies, { body: { ...body, name: values.name } })
        toast(t('policy.saved'))
        await queryClient.invalidateQueries({ queryKey: ['policies'] })
        onSaved(saved.id)
      } catch (error) {
        if (error instanceof ApiError) setProblems(byField(error.errors))
        throw error
      }
    },
  })
  const read = readRules(form.values.rules)
  function change(text: string): void {
    form.set('rules', text)
    setProblems({})
  }
  async function check() {
    if (!read) return
    try {
      const found = await post<Static<typeof ProblemsView>>(apiPaths.validatePolicy, {
        body: { rules: read },
      })
      setProblems(byField(found))
      if (found.length === 0) toast(t('policy.allRight'))
    } catch (error) {
      if (error instanceof ApiError && error.errors.length > 0) setProblems(byField(error.errors))
      else toast(textOf(error), 'failed')
    }
  }
  return (
    <Card title={title}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <ErrorNote error={form.error} />
          <div className={styles.fields}>
            {!policy && <TextInput label={t('policy.name')} {...form.input('name')} />}
            <TextInput type="date" label={t('assign.firstDate')} {...form.input('from')} />
          </div>
          {read && (
            <CommonRules rules={read} problems={problems} onChange={(next) => change(writeRules(next))} />
          )}
          <Textarea
            label={t('policy.whole')}
            description={t('policy.wholeText')}
            autosize
            minRows={6}
            maxRows={18}
            spellCheck={false}
            styles={{ input: { fontFamily: 'monospace', fontSize: '0.86rem' } }}
            value={form.values.rules}
            onChange={(event) => change(event.currentTarget.value)}
            error={read ? form.input('rules').error : t('policy.noJson')}
          />
          <ProblemList problems={problems} />
          <Group gap="xs">
            <Button type="submit" loading={form.isBusy}>
              {t('action.save')}
            </Button>
            <Button variant="light" disabled={!read} onClick={() => void check()}>
              {t('policy.check')}
            </Button>
            <Button variant="subtle" onClick={onCancel}>
              {t('action.cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

function ProblemList({ problems }: { problems: Problems }) {
  const { t } = useTexts()
  const found = Object.entries(problems).filter(([field]) => field.startsWith('rules'))
  if (found.length === 0) return null
  return (
    <Alert color="red" variant="light" role="alert" title={t('policy.problems')}>
      <List size="sm">
        {found.map(([field, message]) => (
          <List.Item key={field}>
            <Text span fw={650} size="sm" style={{ overflowWrap: 'anywhere' }}>
              {field.replace(/^rules\./, '')}
            </Text>
            {': '}
            {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

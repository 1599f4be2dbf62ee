/** The name of a policy or calendar, changed by itself, and its end, after saying what that means. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { patch, post } from '../api.ts'
import { useFormats } from '../format.ts'
import { useTexts } from '../text.ts'
import { confirm } from './confirm.tsx'
import { ErrorNote } from './error-note.tsx'
import { useErrorText } from './error-text.ts'
import { useApiForm } from './form.ts'
import { toast } from './toasts.tsx'

interface Props {
  label: string
  name: string
  endedOn: string | null
  /** Where it stands, and the address that ends it. */
  path: string
  endPath: string
  queryKey: readonly unknown[]
}

export function NameAndEnd({ label, name, endedOn, path, endPath, queryKey }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const textOf = useErrorText()
  const client = useQueryClient()
  const form = useApiForm({
    initial: { name },
    check: (values) => ({ ...(values.name.trim() === '' && { name: t('field.required') }) }),
    async send(body) {
      await patch(path, { body })
      toast(t('rename.done'))
      await client.invalidateQueries({ queryKey })
    },
  })
  async function end() {
    const question = { title: name, text: t('schedule.endText'), yes: t('schedule.endSchedule') }
    if (!(await confirm({ ...question, isDangerous: true }))) return
    try {
      await post(endPath, { body: {} })
      await client.invalidateQueries({ queryKey })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack gap="xs">
        <ErrorNote error={form.error} />
        <Group align="flex-end" gap="xs">
          <TextInput label={label} maxLength={100} flex="1 1 220px" maw={420} {...form.input('name')} />
          <Button
            type="submit"
            variant="light"
            loading={form.isBusy}
            disabled={form.values.name.trim() === name}
          >
            {t('rename.rename')}
          </Button>
          {endedOn === null && (
            <Button variant="subtle" color="red" onClick={() => void end()}>
              {t('schedule.endSchedule')}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {endedOn === null ? t('rename.text') : t('policy.ended', { date: formats.date(endedOn, 'short') })}
        </Text>
      </Stack>
    </form>
  )
}

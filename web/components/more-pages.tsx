/** What the bar of a phone has no room for. */
import { Menu, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTexts } from '../text.ts'
import type { Shown } from './shell.tsx'
import styles from './shell.module.css'

export function MorePages({ pages }: { pages: Shown[] }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  return (
    <Menu position="top-end">
      <Menu.Target>
        <UnstyledButton className={styles.link}>
          <IconDots size={22} stroke={1.6} />
          <span>{t('app.more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map(({ path, label, icon: Icon }) => (
          <Menu.Item key={path} leftSection={<Icon size={18} />} onClick={() => void navigate({ to: path })}>
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

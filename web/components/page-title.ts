import { useEffect } from 'react'
import { useTexts } from '../text.ts'

/** Names the tab of the browser; without a title it stays. Pages in the navigation have their name there by themselves. */
export function usePageTitle(title: string | undefined): void {
  const { t } = useTexts()
  const name = t('app.name')
  useEffect(() => {
    if (title) document.title = `${title} · ${name}`
  }, [title, name])
}

/** Number and PIN, by large keys or by a keyboard; or the QR code, by a scanner or the camera. */
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowRight, IconBackspace, IconCamera } from '@tabler/icons-react'
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Notice } from '../kiosk-flow.ts'
import { isQr } from '../kiosk-scan.ts'
import type { Shown } from '../kiosk-seal.ts'
import { useTexts } from '../text.ts'
import { KioskNotice } from './kiosk-notice.tsx'
import styles from './kiosk.module.css'

const Camera = lazy(async () => ({ default: (await import('./kiosk-camera.tsx')).KioskCamera }))

interface Props {
  notice: Notice | undefined
  onShow: (shown: Shown) => void
  onScan: (code: string) => void
  onSay: (notice?: Notice) => void
}

/** Milliseconds without a key after which what was typed is nobody's any more. */
const forgetAfter = 20_000
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const pinLength = { least: 4, most: 8 }

type Field = 'number' | 'pin'

export function KioskPad({ notice, onShow, onScan, onSay }: Props) {
  const { t } = useTexts()
  const [values, setValues] = useState({ number: '', pin: '' })
  const [active, setActive] = useState<Field>('number')
  const [hasLetters, setLetters] = useState(false)
  const [isFilming, setFilming] = useState(false)
  const numberField = useRef<HTMLInputElement>(null)
  const pinField = useRef<HTMLInputElement>(null)

  const go = (field: Field) => (field === 'number' ? numberField : pinField).current?.focus()
  const fill = (field: Field, text: string) => {
    // Letters are no part of a PIN: said at once, or the person would wonder why nothing appears.
    if (field === 'pin' && /\D/.test(text)) onSay({ text: 'kiosk.pinDigits' })
    else if (notice) onSay()
    const kept = field === 'pin' ? text.replace(/\D/g, '').slice(0, pinLength.most) : text.slice(0, 100)
    setValues({ ...values, [field]: kept })
  }
  useEffect(() => {
    if (values.number === '' && values.pin === '') return
    const timer = setTimeout(() => {
      setValues({ number: '', pin: '' })
      setLetters(false)
      numberField.current?.focus()
    }, forgetAfter)
    return () => clearTimeout(timer)
  }, [values])

  function submit(event: FormEvent) {
    event.preventDefault()
    const number = values.number.trim()
    // A scanner that is as slow as a person.
    if (isQr(number)) return onScan(number)
    if (number === '') return refuse('kiosk.needNumber', 'number')
    if (values.pin === '') return go('pin')
    if (values.pin.length < pinLength.least) return refuse('kiosk.pinShort', 'pin')
    onShow({ number, pin: values.pin })
  }
  function refuse(text: 'kiosk.needNumber' | 'kiosk.pinShort', field: Field) {
    onSay({ text })
    go(field)
  }
  function press(digit: string) {
    fill(active, values[active] + digit)
    go(active)
  }

  function letters() {
    setLetters(true)
    // The browser opens its keyboard for a field that gets the focus anew.
    numberField.current?.blur()
    setTimeout(() => go('number'))
  }

  if (isFilming)
    return (
      <Suspense>
        <Camera
          onCode={(code) => {
            setFilming(false)
            onScan(code)
          }}
          onClose={() => setFilming(false)}
        />
      </Suspense>
    )
  return (
    <form noValidate className={styles.pad} onSubmit={submit}>
      <KioskNotice notice={notice} />
      <TextInput
        ref={numberField}
        label={t('kiosk.number')}
        size="lg"
        autoFocus
        // The keys below are the keyboard, unless somebody asks for letters.
        inputMode={hasLetters ? 'text' : 'none'}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={values.number}
        onFocus={() => setActive('number')}
        onChange={(event) => fill('number', event.currentTarget.value)}
      />
      <TextInput
        ref={pinField}
        label={t('kiosk.pin')}
        size="lg"
        classNames={{ input: styles.pin! }}
        inputMode="none"
        autoComplete="off"
        value={values.pin}
        onFocus={() => setActive('pin')}
        onChange={(event) => fill('pin', event.currentTarget.value)}
      />
      <Keys
        onPress={press}
        onErase={() => {
          fill(active, values[active].slice(0, -1))
          go(active)
        }}
      />
      <Ways onLetters={letters} onFilm={() => setFilming(true)} />
    </form>
  )
}

function Keys({ onPress, onErase }: { onPress: (digit: string) => void; onErase: () => void }) {
  const { t } = useTexts()
  return (
    <div className={styles.keys}>
      {digits.map((digit) => (
        <Key key={digit} onPress={() => onPress(digit)}>
          {digit}
        </Key>
      ))}
      <Key label={t('kiosk.erase')} onPress={onErase}>
        <IconBackspace size={30} stroke={1.5} aria-hidden />
      </Key>
      <Key onPress={() => onPress('0')}>0</Key>
      <UnstyledButton type="submit" className={styles.key} data-main aria-label={t('kiosk.goOn')}>
        <IconArrowRight size={30} stroke={1.8} aria-hidden />
      </UnstyledButton>
    </div>
  )
}

/** Other ways in: a user name, and the camera where the browser reads codes with it. */
function Ways({ onLetters, onFilm }: { onLetters: () => void; onFilm: () => void }) {
  const { t } = useTexts()
  return (
    <div className={styles.ways}>
      <Button variant="subtle" onClick={onLetters}>
        {t('kiosk.letters')}
      </Button>
      {'BarcodeDetector' in window && (
        <Button variant="subtle" leftSection={<IconCamera size={19} />} onClick={onFilm}>
          {t('kiosk.camera')}
        </Button>
      )}
    </div>
  )
}

interface KeyProps {
  label?: string
  onPress: () => void
  children: React.ReactNode
}

function Key({ label, onPress, children }: KeyProps) {
  return (
    <UnstyledButton
      type="button"
      className={styles.key}
      // The fields keep the focus, so that keys and keyboard can take turns.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      {...(label !== undefined && { 'aria-label': label })}
    >
      {children}
    </UnstyledButton>
  )
}

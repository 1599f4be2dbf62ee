/** The pages of the set-up: plain HTML that works without scripts and loads nothing. */
import { createHash } from 'node:crypto'
import type { FieldError } from '../../errors.ts'
import { passwordLength } from './password-rules.ts'

const style = `body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem;color:#1d2733;background:#fff}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #5d6b7a;border-radius:.25rem}
button{font:inherit;margin-top:1.5rem;padding:.6rem 1.2rem;border:0;border-radius:.25rem;color:#fff;background:#0b5cad}
[role=alert]{padding:.75rem 1rem;border-left:.3rem solid #b3261e;background:#fbeae9}
small{color:#46525f}`

/** May send its form to us, and nothing else. */
export const setupPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!)

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escape(title)} · TimeClock</title>
<style>${style}</style>
<main>
<h1>${escape(title)}</h1>
${body}
</main>
</html>
`
}

/** The form. `values` are what was typed before, or the defaults; the password is typed again. */
export function setupForm(values: Record<string, string>, errors: FieldError[] = []): string {
  const alert = errors.map((error) => escape(error.message)).join('<br>')
  const field = (name: string, label: string, attributes: string): string => {
    const value = name === 'password' ? '' : ` value="${escape(values[name] ?? '')}"`
    return `<label for="${name}">${label}</label><input id="${name}" name="${name}"${value} required ${attributes}>`
  }
  const { least, most } = passwordLength
  return page(
    'Set up TimeClock',
    `<p>You become the first administrator. This page works once.</p>
${alert ? `<p role="alert">${alert}</p>` : ''}
<form method="post" action="/api/auth/setup/">
<input type="hidden" name="token" value="${escape(values['token'] ?? '')}">
${field('companyName', 'Company', 'maxlength="200" autocomplete="organization"')}
${field('timeZone', "The company's time zone", 'maxlength="100" autocomplete="off"')}
${field('firstName', 'Your first name', 'maxlength="100" autocomplete="given-name"')}
${field('lastName', 'Your last name', 'maxlength="100" autocomplete="family-name"')}
${field('email', 'Your e-mail address', 'type="email" maxlength="254" autocomplete="username"')}
${field('password', 'Password', `type="password" minlength="${least}" maxlength="${most}" autocomplete="new-password"`)}
<small>At least ${least} characters; a few words are easy to remember and hard to guess.</small>
<button>Make me administrator</button>
</form>`,
  )
}

export function setupDone(email: string): string {
  return page(
    'TimeClock is set up',
    `<p>You are the administrator. Log in as <strong>${escape(email)}</strong>.</p><p><a href="/">Go on to TimeClock</a></p>`,
  )
}

/** For a link that was used or replaced. */
export function setupOver(): string {
  return page(
    'This link is no longer good',
    '<p>It was used, or replaced by a newer one. While there is no administrator, each start of TimeClock prints a new link.</p>',
  )
}

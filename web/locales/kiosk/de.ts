import type { KioskCatalogue } from '../../text.ts'

export const kioskDe: KioskCatalogue = {
  'kiosk.pairTitle': 'Dieses Gerät zum Kiosk machen',
  'kiosk.pairText':
    'Die Verwaltung oder die Leitung des Standorts erstellt in TimeClock unter „Kioske“ einen Kopplungscode. Geben Sie ihn hier innerhalb von zehn Minuten ein.',
  'kiosk.code': 'Kopplungscode',
  'kiosk.codeIncomplete': 'Der Code hat acht Buchstaben und Ziffern, zum Beispiel 7KQ2-XH4M.',
  'kiosk.pair': 'Gerät koppeln',
  'kiosk.notSecure':
    'Ein Kiosk braucht eine sichere Adresse, die mit https:// beginnt. Fragen Sie danach, wer TimeClock betreibt, und öffnen Sie diese Seite dort.',
  'kiosk.revokedTitle': '„{{name}}“ ist kein Kiosk mehr',
  'kiosk.revokedText':
    'Er wurde gesperrt, und hier kann niemand mehr stempeln. Um das Gerät wieder zu benutzen, koppeln Sie es mit einem neuen Code.',
  'kiosk.stranded_one':
    '{{count}} Stempelung, die hier ohne Verbindung gemacht wurde, ging nicht mehr hinaus. Sagen Sie es der Leitung: Sie muss von Hand eingetragen werden.',
  'kiosk.stranded_other':
    '{{count}} Stempelungen, die hier ohne Verbindung gemacht wurden, gingen nicht mehr hinaus. Sagen Sie es der Leitung: Sie müssen von Hand eingetragen werden.',
  'kiosk.hint': 'Geben Sie Nummer und PIN ein, oder halten Sie Ihren QR-Code an den Leser.',
  'kiosk.fullScreen': 'Vollbild',
  'kiosk.number': 'Ihre Nummer',
  'kiosk.pin': 'PIN',
  'kiosk.erase': 'Löschen',
  'kiosk.goOn': 'Weiter',
  'kiosk.letters': 'Buchstaben',
  'kiosk.camera': 'Mit der Kamera lesen',
  'kiosk.needNumber': 'Geben Sie zuerst Ihre Nummer ein: die Personalnummer oder den Benutzernamen.',
  'kiosk.pinDigits': 'Eine PIN besteht nur aus Ziffern.',
  'kiosk.pinShort': 'Eine PIN hat 4 bis 8 Ziffern.',
  'kiosk.notOurs':
    'Das ist kein QR-Code von TimeClock. Zeigen Sie Ihren eigenen, oder geben Sie Nummer und PIN ein.',
  'kiosk.tooMany': 'Zu viele falsche PINs. Warten Sie, oder zeigen Sie Ihren QR-Code.',
  'kiosk.left': 'noch {{time}}',
  'kiosk.again': 'Sie können es jetzt wieder versuchen.',
  'kiosk.cameraHint': 'Halten Sie Ihren QR-Code vor die Kamera.',
  'kiosk.cameraRefused':
    'Diese Seite darf die Kamera nicht benutzen. Erlauben Sie es in den Einstellungen des Browsers, oder geben Sie Nummer und PIN ein.',
  'kiosk.cameraMissing': 'Dieses Gerät hat keine Kamera. Geben Sie Nummer und PIN ein.',
  'kiosk.cameraBroken':
    'Die Kamera geht gerade nicht; vielleicht hat sie ein anderes Programm. Geben Sie Nummer und PIN ein.',
  'kiosk.today': 'Heute bisher {{worked}}',
  'kiosk.unknownTitle': 'Was möchten Sie tun?',
  'kiosk.unknownText':
    'Es gibt keine Verbindung. Die Stempelung bleibt mit ihrer Uhrzeit hier, die PIN wird später geprüft.',
  'kiosk.kept':
    'Auf diesem Gerät gespeichert. Sie zählt, wenn die Verbindung wieder da ist und die PIN stimmte.',
  'kiosk.held': 'Gespeichert, zählt aber noch nicht: Die Leitung muss sie ansehen.',
  'kiosk.shift': 'Diese Schicht {{worked}}',
  'kiosk.next': 'Fertig',
  'kiosk.offline': 'Keine Verbindung. Sie können trotzdem stempeln.',
  'kiosk.waiting_one': '{{count}} Stempelung wartet auf das Senden',
  'kiosk.waiting_other': '{{count}} Stempelungen warten auf das Senden',
  'kiosk.refused_one': '{{count}} Stempelung, die hier wartete, wurde abgelehnt',
  'kiosk.refused_other': '{{count}} Stempelungen, die hier warteten, wurden abgelehnt',
  'kiosk.refusedText':
    'Wenn Sie hier ohne Verbindung gestempelt haben, prüfen Sie Ihre Stunden. Die Leitung sieht den Grund unter „Kioske“.',
  'kiosk.refusedRead': 'Verstanden',
  'access.title': 'Stempeln am Kiosk',
  'access.number': 'Ihre Nummer dort: {{number}}',
  'access.noNumber':
    'Sie haben keine Personalnummer. Zeigen Sie dort Ihren QR-Code, oder lassen Sie sich von der Verwaltung eine Nummer geben.',
  'access.personNoNumber':
    'Ohne Personalnummer oder Benutzernamen lässt sich eine PIN kaum benutzen. Tragen Sie oben eine Nummer ein, oder drucken Sie einen Ausweis.',
  'access.hasPin': 'Sie haben eine PIN, gesetzt am {{when}}.',
  'access.hasNoPin': 'Sie haben noch keine PIN.',
  'access.newPin': 'Neue PIN',
  'access.pinHint': '4 bis 8 Ziffern, die sich nicht wiederholen und nicht zählen: nicht 1111, nicht 1234.',
  'access.pinRule': 'Eine PIN hat 4 bis 8 Ziffern und sonst nichts.',
  'access.setPin': 'PIN setzen',
  'access.pinSet': 'Die PIN ist gesetzt.',
  'access.removePin': 'PIN entfernen',
  'access.removePinText': 'Am Kiosk gilt dann nur noch Ihr QR-Code.',
  'access.removePinOf': '{{name}} kann am Kiosk dann nur noch mit dem QR-Code stempeln.',
  'access.pinRemoved': 'Die PIN ist entfernt.',
  'access.qrText':
    'Mit Ihrem QR-Code stempeln Sie ohne zu tippen. Bewahren Sie ihn wie einen Schlüssel auf: Wer ihn hat, kann für Sie stempeln.',
  'access.showQr': 'Meinen QR-Code zeigen',
  'access.hideQr': 'Verbergen',
  'access.qrOf': 'QR-Code von {{name}}',
  'access.badgeText': 'An den Kiosk halten',
  'access.print': 'Drucken',
  'access.renew': 'Neuen QR-Code erstellen',
  'access.renewText': 'Der jetzige, auf Papier oder auf dem Telefon, gilt dann nicht mehr.',
  'access.renewed': 'Das ist Ihr neuer QR-Code.',
  'access.issue': 'QR-Ausweis ausstellen',
  'access.issueText': '{{name}} bekommt einen neuen QR-Code. Ein Ausweis von früher gilt dann nicht mehr.',
}

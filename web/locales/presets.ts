/**
 * The names of the presets and what they leave to people, by the words of the server, so that a sentence that
 * changes there is shown in English until it is said here again. `presets.test.ts` holds the two together.
 */
type Words = readonly [es: string, de: string]

export const presetWords: Record<string, Words> = {
  'United States, federal': ['Estados Unidos, federal', 'Vereinigte Staaten, Bundesrecht'],
  California: ['California', 'Kalifornien'],
  Alaska: ['Alaska', 'Alaska'],
  Colorado: ['Colorado', 'Colorado'],
  'Nevada, paid less than one and a half times the minimum wage': [
    'Nevada, con menos de vez y media el salario mínimo',
    'Nevada, unter dem Anderthalbfachen des Mindestlohns',
  ],
  Alberta: ['Alberta', 'Alberta'],
  'British Columbia': ['Columbia Británica', 'British Columbia'],
  'European Union, the directive alone': [
    'Unión Europea, solo la directiva',
    'Europäische Union, nur die Richtlinie',
  ],
  Germany: ['Alemania', 'Deutschland'],
  Spain: ['España', 'Spanien'],
  Portugal: ['Portugal', 'Portugal'],
  Poland: ['Polonia', 'Polen'],
  'United Kingdom': ['Reino Unido', 'Vereinigtes Königreich'],
  Brazil: ['Brasil', 'Brasilien'],
  Japan: ['Japón', 'Japan'],
  'India, Factories Act': ['India, Ley de Fábricas', 'Indien, Fabrikgesetz'],

  'No rounding. Steps of 5, 6 or 15 minutes to the nearest are allowed where they average out.': [
    'Sin redondeo. Se permiten pasos de 5, 6 o 15 minutos al más cercano si se compensan en promedio.',
    'Keine Rundung. Schritte von 5, 6 oder 15 Minuten zum nächsten sind erlaubt, wo sie sich ausgleichen.',
  ],
  'The regular rate and exempt employees are not judged: hours come by class, pay is an export.': [
    'No se juzgan la tarifa ordinaria ni a los empleados exentos: las horas salen por clase y la paga es una exportación.',
    'Regelsatz und ausgenommene Beschäftigte werden nicht beurteilt: Stunden kommen nach Klassen, die Bezahlung ist ein Export.',
  ],
  'States may ask for more; take the preset of the state.': [
    'Los estados pueden pedir más; toma el modelo del estado.',
    'Bundesstaaten können mehr verlangen; dann die Vorlage des Staates nehmen.',
  ],
  'Alternative workweek schedules, industries with other wage orders and exempt employees are not covered.': [
    'No cubre semanas alternativas, sectores con otras órdenes salariales ni empleados exentos.',
    'Andere Arbeitswochen, Branchen mit anderen Lohnverordnungen und ausgenommene Beschäftigte sind nicht abgedeckt.',
  ],
  'Waivers of meals are agreements between people: name them in mealPeriods.waived of a policy for those who agreed.':
    [
      'Renunciar a la comida es un acuerdo entre personas: indícalo en mealPeriods.waived de una política para quienes lo acordaron.',
      'Auf die Mahlzeit zu verzichten ist eine Vereinbarung: für die, die zugestimmt haben, in mealPeriods.waived einer Richtlinie nennen.',
    ],
  'Rest breaks are paid and not punched; how many are due is told, not whether they were taken.': [
    'Los descansos son pagados y no se fichan; se dice cuántos tocan, no si se tomaron.',
    'Ruhepausen sind bezahlt und werden nicht gestempelt; gesagt wird, wie viele zustehen, nicht ob sie genommen wurden.',
  ],
  'Three years of records are kept by Wage Orders par. 7; check whether longer limitation periods concern you.':
    [
      'Los registros se guardan tres años según el párrafo 7 de las órdenes salariales; comprueba si te afectan plazos más largos.',
      'Nach Absatz 7 der Lohnverordnungen werden Aufzeichnungen drei Jahre gehalten; bitte prüfen, ob längere Fristen gelten.',
    ],
  'Employers of fewer than four people are exempt. Flexible work hour plans are not covered.': [
    'Quien emplea a menos de cuatro personas está exento. No cubre los planes de horario flexible.',
    'Arbeitgeber mit weniger als vier Personen sind ausgenommen. Pläne mit flexiblen Stunden sind nicht abgedeckt.',
  ],
  'Meal and rest periods of the order are not judged.': [
    'No se juzgan las comidas ni los descansos de la orden.',
    'Mahlzeiten und Ruhepausen der Verordnung werden nicht beurteilt.',
  ],
  'TimeClock holds no rates: give this policy to the people who are paid less than $18.00 an hour, and US-FLSA to the others.':
    [
      'TimeClock no guarda tarifas: da esta política a quienes cobran menos de 18,00 $ por hora y US-FLSA a los demás.',
      'TimeClock kennt keine Löhne: diese Richtlinie denen geben, die weniger als 18,00 $ die Stunde bekommen, den anderen US-FLSA.',
    ],
  'Agreements on four days of ten hours are exempt and not covered.': [
    'Los acuerdos de cuatro días de diez horas están exentos y no se cubren.',
    'Vereinbarungen über vier Tage zu zehn Stunden sind ausgenommen und nicht abgedeckt.',
  ],
  'Averaging agreements and general holiday pay are not covered.': [
    'No cubre los acuerdos de promedio ni la paga de festivos generales.',
    'Vereinbarungen über Durchschnitte und die Bezahlung allgemeiner Feiertage sind nicht abgedeckt.',
  ],
  'Averaging agreements and statutory holiday pay are not covered.': [
    'No cubre los acuerdos de promedio ni la paga de festivos legales.',
    'Vereinbarungen über Durchschnitte und die Bezahlung gesetzlicher Feiertage sind nicht abgedeckt.',
  ],
  'National law asks for more: take the preset of the country where there is one.': [
    'La ley nacional pide más: toma el modelo del país donde lo haya.',
    'Das Recht des Landes verlangt mehr: wo es eine gibt, die Vorlage des Landes nehmen.',
  ],
  'Collective agreements (s. 7) may set other numbers; write them into a version of your own.': [
    'Los convenios colectivos (§ 7) pueden fijar otros números; escríbelos en una versión propia.',
    'Tarifverträge (§ 7) können andere Zahlen setzen; sie gehören in eine eigene Version.',
  ],
  'The average of 8 hours is judged over 24 weeks; the choice of six calendar months is a setting.': [
    'El promedio de 8 horas se juzga en 24 semanas; elegir seis meses naturales es un ajuste.',
    'Der Durchschnitt von 8 Stunden wird über 24 Wochen beurteilt; sechs Kalendermonate sind eine Einstellung.',
  ],
  'Breaks are not deducted unless you add a deduction.': [
    'Las pausas no se descuentan si no añades un descuento.',
    'Pausen werden nicht abgezogen, wenn kein Abzug eingetragen ist.',
  ],
  'The consent of both sides to corrections is a draft decree of 2025: set corrections.consent to "both" to work by it.':
    [
      'Que ambas partes acepten las correcciones es un proyecto de decreto de 2025: pon corrections.consent en "both" para seguirlo.',
      'Dass beide Seiten Korrekturen zustimmen, ist ein Verordnungsentwurf von 2025: corrections.consent auf "both" setzen, um danach zu arbeiten.',
    ],
  'Collective agreements set the ordinary day; 9 hours are the limit of the statute.': [
    'Los convenios colectivos fijan la jornada ordinaria; 9 horas son el límite del estatuto.',
    'Tarifverträge setzen den gewöhnlichen Tag; 9 Stunden sind die Grenze des Gesetzes.',
  ],
  'Only the register and its retention; hours by collective agreement.': [
    'Solo el registro y su conservación; las horas, por convenio colectivo.',
    'Nur die Aufzeichnung und ihre Aufbewahrung; Stunden nach Tarifvertrag.',
  ],
  'The workday of 24 hours starts with the first work, not with the schedule.': [
    'La jornada de 24 horas empieza con el primer trabajo, no con el horario.',
    'Der Arbeitstag von 24 Stunden beginnt mit der ersten Arbeit, nicht mit dem Plan.',
  ],
  'Who has opted out of the 48 hours, or is young, is not told apart.': [
    'No se distingue a quien renunció a las 48 horas ni a los jóvenes.',
    'Wer auf die 48 Stunden verzichtet hat oder jung ist, wird nicht unterschieden.',
  ],
  'The tolerance is judged where what was punched can be laid beside what is planned.': [
    'La tolerancia se juzga donde lo fichado puede compararse con lo previsto.',
    'Die Toleranz wird beurteilt, wo sich das Gestempelte neben das Geplante legen lässt.',
  ],
  'The contract and the collective agreement set the hours: add their daily and weekly thresholds, and the classes of Sundays and holidays.':
    [
      'El contrato y el convenio fijan las horas: añade sus umbrales diarios y semanales y las clases de domingos y festivos.',
      'Vertrag und Tarifvertrag setzen die Stunden: ihre Schwellen für Tag und Woche und die Klassen von Sonn- und Feiertagen eintragen.',
    ],
  'Compensation banks (banco de horas) are not kept.': [
    'No se llevan bancos de horas.',
    'Stundenkonten (banco de horas) werden nicht geführt.',
  ],
  'The statutory holiday is the Sunday; change restDay where it is another day.': [
    'El descanso legal es el domingo; cambia restDay donde sea otro día.',
    'Der gesetzliche Ruhetag ist der Sonntag; restDay ändern, wo es ein anderer ist.',
  ],
  'More than 60 hours of overtime a month (50 %) is told by the month, not by the day.': [
    'Más de 60 horas extra al mes (50 %) se dice por mes, no por día.',
    'Mehr als 60 Überstunden im Monat (50 %) werden je Monat gesagt, nicht je Tag.',
  ],
  'Where a state has rules under the OSH Code 2020, write their numbers into a version of your own.': [
    'Donde un estado tenga reglas del Código OSH 2020, escribe sus números en una versión propia.',
    'Wo ein Staat Regeln nach dem OSH Code 2020 hat, gehören ihre Zahlen in eine eigene Version.',
  ],
}

/** In the person's language where it is known. */
export function presetText(text: string, language: string): string {
  const words = presetWords[text]
  if (!words || language === 'en') return text
  return language === 'es' ? words[0] : words[1]
}

/** The passwords of eight and more characters that lists of stolen ones show most often. Lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 0123456789 87654321 987654321 9876543210 0987654321 12341234 11223344
  12344321 123123123 12121212 112233445566 1122334455 123454321 1234554321 123456789a 123456789q a123456789
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 zaq1xsw2 q1w2e3r4
  q1w2e3r4t5 q1w2e3r4t5y6 qwer1234 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwertyqwerty
  1234qwer 123qweasd 123qweasdzxc qweasdzxc qazwsxedc qazwsx123 asdfghjk asdfghjkl asdfasdf asdf1234 asd123456
  zxcvbnm1 zxcvbnm123 zxcvbnm, zxcvbnm. password password1 password12 password123 password1234 password12345
  password! password1! password123! password@123 password@1 p@ssword p@ssword1 p@ssword123 p@ssw0rd p@ssw0rd1
  p@ssw0rd123 p@ssw0rd! p@$$w0rd p@55w0rd passw0rd passw0rd1 passw0rd! passw0rd123 pa55word pa$$word
  passwort passwort1 passwort123 motdepasse contraseña contrasena wachtwoord passpass password2 password3
  password01 password00 password11 password99 mypassword mypassword1 newpassword changeme changeme1 changeme123
  changeme! changethis letmein1 letmein123 letmein! letmeinnow welcome1 welcome12 welcome123 welcome1! welcome123!
  welcome2020 welcome2021 welcome2022 welcome2023 welcome2024 welcome2025 welcome2026 welcome@123 admin123 admin1234
  admin12345 admin123456 adminadmin admin@123 admin123! administrator administrator1 root1234 rootroot toor1234
  test1234 test12345 testtest testing1 testing123 temp1234 temporary guest123 default1 secret123 secret1234
  iloveyou iloveyou1 iloveyou2 iloveyou! ilovegod iloveme1 loveyou1 lovelove sunshine sunshine1 princess princess1
  football football1 baseball baseball1 basketball superman superman1 batman123 spiderman pokemon1 pokemon123
  starwars starwars1 whatever whatever1 trustno1 trustno1! dragon12 dragon123 monkey12 monkey123 shadow12 shadow123
  michael1 jennifer jessica1 ashley12 michelle nicole12 daniel12 charlie1 charlie123 jordan23 jordan123 victoria
  samantha alexander elizabeth christian jonathan benjamin liverpool liverpool1 chelsea1 arsenal1 barcelona
  realmadrid manchester juventus cristiano ronaldo7 babygirl babygirl1 butterfly butterfly1 chocolate chocolate1
  computer computer1 internet internet1 samsung1 samsung123 corvette mercedes ferrari1 mustang1 midnight
  blink182 metallica slipknot eminem123 rockyou1 abcd1234 abcd12345 abcdefgh abcdefghi abc12345 abc123456 abc123abc
  a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 a12345678 q123456789 1a2b3c4d 1234abcd 12345abc 12345qwert 123abc123
  qwe123456 qwe12345 asd12345 zxc12345 123456aa 123456ab 1234567a 12345678a 123456qwerty 123456abc 147258369
  159357456 159753456 741852963 963852741 789456123 789456123a 147896325 102030405060 10203040 19951995 19901990
  20202020 25802580 13131313 55555555a 1111111a aaaaaaa1 summer2023 summer2024 summer2025 summer2026 summer123
  winter2023 winter2024 winter2025 winter2026 winter123 spring2024 spring2025 spring2026 autumn2024 autumn2025
  autumn2026 january1 february monday123 friday123 company1 company123 office123 business employee employee1
  manager1 manager123 timeclock timeclock1 timeclock123 clockin1 clockin123 timeclock! attendance fuckyou1
  fuckyou2 fuckyou! asshole1 bullshit iloveyou123 godisgood jesus123 jesuschrist blessed1 freedom1 genesis1
  hello123 hello1234 hellohello helloworld hello12345 cookie123 cheese123 pepper12 ginger12 maggie12 buster12
  hunter12 hunter123 killer12 killer123 soccer12 soccer123 hockey12 golfer12 ranger12 master12 master123
  google123 facebook facebook1 linkedin myspace1 instagram youtube1 qwaszx12 zxcasdqwe qweqweqwe 1qw23er4
  !qaz2wsx !@#$%^&* !qaz@wsx correcthorsebatterystaple`.split(/\s+/),
)

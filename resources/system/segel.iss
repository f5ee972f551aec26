; SPDX-License-Identifier: GPL-3.0-or-later
; Installer for Windows 10 and 11, 64 bit; for Inno Setup 6.  It needs no administrator.
;
;   iscc /DVersion=0.0.0 /DBuilt=..\..\dist\segel resources\system\segel.iss
;
; Versions lie side by side under the starter, so that an update can go back (desktop\update\FORMAT.md).
;
; `Version` comes from desktop/__init__.py; the workflow hands it over.  To sign programs and
; installer, give iscc a tool named "office" (/Soffice="signtool sign /fd sha256 /tr URL /td sha256 $f")
; and define Signed.  The key stays on its token.
;
; Vaults lie where people put them.  Nothing here ever touches one, removing the program included.

#ifndef Version
  #error "Say /DVersion=..., as desktop/__init__.py has it."
#endif
#ifndef Built
  #define Built "..\..\dist\segel"
#endif
#ifndef Starter
  #define Starter "..\..\dist\segel-start"
#endif

[Setup]
AppId={{7B7A7B53-7E0C-4F5B-9A56-0B6C55A0D1E4}
AppName=Segel
AppVersion={#Version}
AppVerName=Segel {#Version}
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Segel
DefaultGroupName=Segel
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=segel.ico
UninstallDisplayIcon={app}\segel-app.exe
OutputBaseFilename=segel-{#Version}-windows
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
#ifdef Signed
SignTool=office
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
en.OpenWith=Open with Segel (Buka dengan Segel)
en.Desktop=Icon on the desktop (Ikon di desktop)
en.Start=Open Segel (Buka Segel)
en.Message=Segel message (Pesan Segel)

[Tasks]
Name: "desktop"; Description: "{cm:Desktop}"; Flags: unchecked

[InstallDelete]
; An older program's parts must not be found by the new one.
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\versions\{#Version}"
; Whoever installs decides: what an update left undecided is forgotten, and the newest is started.
Type: files; Name: "{app}\current"
Type: files; Name: "{app}\next"
Type: files; Name: "{app}\trying"
Type: files; Name: "{app}\standing"
Type: files; Name: "{app}\started"
Type: files; Name: "{app}\returned"

[UninstallDelete]
; Versions that updates brought.
Type: filesandordirs; Name: "{app}\versions"
Type: files; Name: "{app}\current"
Type: files; Name: "{app}\trial.lock"

[Files]
Source: "{#Starter}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion
Source: "{#Built}\*"; DestDir: "{app}\versions\{#Version}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Segel"; Filename: "{app}\segel-app.exe"
Name: "{autodesktop}\Segel"; Filename: "{app}\segel-app.exe"; Tasks: desktop

[Registry]
; A vault is a folder: it is opened from the folder's own menu.
Root: HKA; Subkey: "Software\Classes\Directory\shell\Segel"; ValueType: string; ValueData: "{cm:OpenWith}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\Segel"; ValueName: "Icon"; ValueType: string; ValueData: "{app}\segel-app.exe"
Root: HKA; Subkey: "Software\Classes\Directory\shell\Segel\command"; ValueType: string; ValueData: """{app}\segel-app.exe"" ""%1"""
; Messages carried by stick have a name and an icon; they are taken from inside the program.
Root: HKA; Subkey: "Software\Classes\.segel"; ValueType: string; ValueData: "Segel.Message"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Segel.Message"; ValueType: string; ValueData: "{cm:Message}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Segel.Message\DefaultIcon"; ValueType: string; ValueData: "{app}\segel-app.exe,0"

[Run]
; What was copied proves itself before anybody relies on it.
Filename: "{app}\segel.exe"; Parameters: "--selftest"; Flags: runhidden waituntilterminated
Filename: "{app}\segel-app.exe"; Description: "{cm:Start}"; Flags: nowait postinstall skipifsilent

/**
 * The style sheet of the page. Colours are variables so that the dark theme and the print sheet change values only; every
 * text and background pair is chosen for a contrast of at least 4.5 to 1.
 */
export const STYLE = `
:root{color-scheme:light dark;
--encre:#171c28;--doux:#4b5365;--fond:#f3f5f8;--carte:#fff;--creux:#f6f8fa;--trait:#d5dae3;--lien:#0b4d8c;--foyer:#0b4d8c;
--pass:#0c5a33;--pass-f:#e1f3e8;--pass-b:#1f8a4c;--fail:#94131f;--fail-f:#fde7e7;--fail-b:#c62632;
--error:#5f1c93;--error-f:#f2e8fb;--error-b:#7d32b5;--wait:#0d4a83;--wait-f:#e3effa;--wait-b:#1f6fb5;
--skip:#734000;--skip-f:#fff0d9;--skip-b:#c97a06;--omit:#434b5a;--omit-f:#e9ecf1;--omit-b:#98a1b1;--untested:#434b5a;--untested-f:#fff;--untested-b:#c9cfd9}
@media (prefers-color-scheme:dark){:root{
--encre:#e8ebf1;--doux:#aab2c2;--fond:#12151c;--carte:#1b202a;--creux:#141821;--trait:#343b49;--lien:#8cc2f7;--foyer:#8cc2f7;
--pass:#8fdcae;--pass-f:#12321f;--fail:#ffb0b0;--fail-f:#451318;--error:#dcb5fa;--error-f:#351b4a;--wait:#a2cff8;--wait-f:#12304d;
--skip:#fccb80;--skip-f:#402a08;--omit:#c2c9d6;--omit-f:#2a303c;--untested:#c2c9d6;--untested-f:#1b202a;--untested-b:#4a5262}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--fond);color:var(--encre);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans","DejaVu Sans",sans-serif}
code,pre,.rang{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;font-size:.86em}
a{color:var(--lien);text-underline-offset:2px}
:focus-visible{outline:3px solid var(--foyer);outline-offset:2px;border-radius:3px}
:target{scroll-margin-top:1rem}
tr:target>*{background:var(--wait-f)}
[hidden]{display:none!important}
.passe{position:absolute;left:-999rem;top:0;background:var(--carte);padding:.6rem 1rem;z-index:5}
.passe:focus{left:.5rem;top:.5rem}
.cache{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.cadre{max-width:80rem;margin:0 auto;padding:1.25rem 1.25rem 3rem;display:grid;gap:1.25rem;grid-template-columns:minmax(0,1fr)}
.bandeau{grid-column:1/-1;background:var(--carte);border:1px solid var(--trait);border-left:.6rem solid var(--omit-b);border-radius:.6rem;padding:1.5rem 1.75rem 1.25rem}
.d-prete{border-left-color:var(--pass-b)}.d-non-prete{border-left-color:var(--fail-b)}.d-indeterminee{border-left-color:var(--skip-b)}
.verdict{display:flex;gap:1.1rem;align-items:center}
.sceau{flex:none;width:4.2rem;height:4.2rem;border-radius:50%;display:grid;place-items:center;font-size:2.2rem;line-height:1;font-weight:700;color:#fff;background:var(--omit-b)}
.d-prete .sceau{background:#1a7a43}.d-non-prete .sceau{background:#b81f2c}.d-indeterminee .sceau{background:#955a00}
.surtitre{margin:0;font-size:.78rem;letter-spacing:.08em;text-transform:uppercase;color:var(--doux)}
.decision{margin:0;font-size:2.1rem;line-height:1.15;font-weight:750;letter-spacing:-.01em}
.d-prete .decision{color:var(--pass)}.d-non-prete .decision{color:var(--fail)}.d-indeterminee .decision{color:var(--skip)}
.code{margin:.15rem 0 0;color:var(--doux)}.code b{color:var(--encre);font-variant-numeric:tabular-nums}
h1{margin:1.25rem 0 .15rem;font-size:1.4rem;line-height:1.25;overflow-wrap:anywhere}
.discret-titre{font-weight:500;font-size:1.05rem;color:var(--doux)}.version{font-weight:500;white-space:nowrap}
.editeur{margin:0 0 .5rem;color:var(--doux);overflow-wrap:anywhere}
.bandeau>p:not(.editeur){max-width:60rem}
.barre{display:block;width:100%;height:.7rem;margin:1rem 0 .7rem;border-radius:.35rem;background:var(--creux)}
.b-pass{fill:var(--pass-b)}.b-fail{fill:var(--fail-b)}.b-error{fill:var(--error-b)}.b-wait{fill:var(--wait-b)}.b-skip{fill:var(--skip-b)}.b-omit{fill:var(--omit-b)}.b-untested{fill:var(--untested-b)}
.compteurs{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1.75rem}
.compteurs li{display:flex;gap:.45rem;align-items:baseline}
.compteurs b{font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.c-pass{color:var(--pass)}.c-fail{color:var(--fail)}.c-error{color:var(--error)}.c-wait{color:var(--wait)}.c-skip{color:var(--skip)}.c-omit,.c-untested{color:var(--omit)}
.origines{margin:.5rem 0 0;color:var(--doux);font-size:.92rem}
.alertes{grid-column:1/-1;display:grid;gap:.75rem}
.alerte{background:var(--wait-f);border-left:.35rem solid var(--wait-b);border-radius:.4rem;padding:.7rem 1.1rem}
.alerte p,.alerte ul{margin:.15rem 0}.a-grave{background:var(--skip-f);border-left-color:var(--skip-b)}
.a-grave .discret{color:var(--encre)}
.sommaire{background:var(--carte);border:1px solid var(--trait);border-radius:.6rem;padding:.9rem 1.1rem;font-size:.94rem}
.sommaire h2{font-size:.78rem;letter-spacing:.08em;text-transform:uppercase;color:var(--doux);margin:0 0 .4rem}
.sommaire ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.2rem}
.sommaire a{text-decoration:none}.sommaire a:hover{text-decoration:underline}
main{min-width:0}
main>section{background:var(--carte);border:1px solid var(--trait);border-radius:.6rem;padding:1.3rem 1.5rem 1.5rem;margin-bottom:1.25rem}
h2{margin:0 0 .7rem;font-size:1.3rem;line-height:1.25}
h3{font-size:1.05rem;line-height:1.35;margin:1.4rem 0 .4rem}
h4{margin:0 0 .4rem;font-size:.9rem}
.chapeau{margin:0 0 1rem;color:var(--doux);max-width:52rem}
.vide{color:var(--doux);margin:.2rem 0}
.discret{color:var(--doux);font-size:.9rem}
.motifs{margin:0;padding-left:1.2rem}.motifs li{margin:.2rem 0;max-width:60rem}
.identifiant{font-weight:700;white-space:nowrap;font-variant-numeric:tabular-nums}
.puce{display:inline-block;white-space:nowrap;border-radius:1rem;padding:.05rem .65rem;font-size:.86rem;font-weight:600;border:1px solid transparent}
.p-pass{color:var(--pass);background:var(--pass-f)}.p-fail{color:var(--fail);background:var(--fail-f)}.p-error{color:var(--error);background:var(--error-f)}
.p-wait{color:var(--wait);background:var(--wait-f)}.p-skip{color:var(--skip);background:var(--skip-f)}.p-omit{color:var(--omit);background:var(--omit-f)}
.p-untested{color:var(--untested);background:var(--untested-f);border:1px dashed var(--omit-b)}
.marque{display:inline-block;font-size:.82rem;border:1px solid var(--trait);border-radius:.3rem;padding:0 .45rem;color:var(--doux);white-space:nowrap}
.m-suppose,.m-attestee{border-style:dashed;border-color:var(--skip-b);color:var(--skip)}
.decompte .puce{font-size:.8rem;padding:0 .5rem}
.fiches{list-style:none;margin:0;padding:0;display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
.fiche{border:1px solid var(--trait);border-left:.35rem solid var(--omit-b);border-radius:.45rem;padding:.9rem 1.1rem;min-width:0}
.fiche>h3{margin:0 0 .45rem}
.fiche>:last-child,.fiche>div>:last-child,.constat>:last-child{margin-bottom:0}
.f-fail{border-left-color:var(--fail-b)}.f-error{border-left-color:var(--error-b)}.f-wait{border-left-color:var(--wait-b)}.f-skip{border-left-color:var(--skip-b)}.f-untested{border-left-color:var(--untested-b)}
details.fiche{padding:.55rem 1.1rem}
summary{cursor:pointer}
.fiche .enonce{margin-left:.2rem}
.marques{margin:.2rem 0;display:flex;flex-wrap:wrap;gap:.35rem}
.source{margin:.3rem 0;color:var(--doux);font-size:.92rem}
.raison{margin:.6rem 0;font-weight:550;max-width:60rem}
.constat{background:var(--creux);border:1px solid var(--trait);border-radius:.4rem;padding:.7rem .9rem;margin:.7rem 0}
.constat p{margin:.25rem 0;overflow-wrap:anywhere}
.ou{font-size:.94rem}
.constats{list-style:none;margin:.4rem 0;padding:0;display:grid;gap:.5rem;grid-template-columns:minmax(0,1fr)}
.constats li{border-left:3px solid var(--trait);padding-left:.8rem}
.constat-code{font-weight:600;overflow-wrap:anywhere}
.message{white-space:pre-line}
.preuve{background:var(--carte);border:1px solid var(--trait);border-radius:.35rem;margin:.5rem 0}
.preuve>summary{padding:.4rem .7rem}
.preuve-corps{padding:.2rem .7rem .7rem;border-top:1px solid var(--trait)}
.preuve-absente{font-size:.92rem;color:var(--doux)}
.rang{color:var(--doux);white-space:nowrap}
.duo{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));margin-top:.6rem}
.duo>section{min-width:0}
.ligne{margin:.2rem 0;overflow-wrap:anywhere}
pre{margin:.4rem 0;padding:.7rem .8rem;background:var(--creux);border:1px solid var(--trait);border-radius:.35rem;white-space:pre-wrap;overflow-wrap:anywhere;max-height:30rem;overflow:auto;line-height:1.45}
.tronque{font-weight:600;color:var(--skip)}
.empreinte{display:inline-block;max-width:13ch;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;vertical-align:bottom;color:var(--doux)}
.entiere{overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:.95rem}
caption{text-align:left;padding:.5rem 0;line-height:1.7}
caption b{font-size:1.02rem}
th,td{text-align:left;vertical-align:top;padding:.6rem .7rem;border-top:1px solid var(--trait);overflow-wrap:break-word}
thead th{font-size:.82rem;font-weight:600;color:var(--doux);border-top:0;border-bottom:2px solid var(--trait);padding:.35rem .7rem}
tbody th{font-weight:400}
.exigences,.scenarios{table-layout:fixed}
.exigences th,.exigences td,.scenarios th,.scenarios td{overflow-wrap:anywhere}
.exigences th:nth-child(1){width:34%}.exigences th:nth-child(2){width:20%}.exigences th:nth-child(4){width:16%}
.scenarios th:nth-child(1){width:38%}.scenarios th:nth-child(2){width:20%}.scenarios th:nth-child(4){width:7rem}
.exigences .enonce,.exigences .identifiant,.scenarios .enonce{display:block}
.scenarios .enonce{font-weight:600}
.etiquettes{display:block;font-size:.82rem;color:var(--doux)}
.nombre{font-variant-numeric:tabular-nums;white-space:nowrap}
td .marque{margin-top:.25rem;white-space:normal}
td details{margin-top:.35rem;font-size:.92rem}
td details summary{color:var(--lien)}
td ul,td ol{margin:.35rem 0;padding-left:1.1rem}
.echanges ol{list-style:none;padding:0}.echanges li{padding:.2rem 0;border-top:1px dotted var(--trait)}
.tentatives{margin:.3rem 0;font-size:.92rem}
.groupe{margin-top:1rem}
details.groupe{border:1px solid var(--trait);border-radius:.45rem;padding:.1rem .9rem;margin-top:.7rem}
details.groupe>summary{padding:.5rem 0}
.fonction{font-weight:650}
.filtre{display:flex;flex-wrap:wrap;gap:.45rem;align-items:center;margin:.2rem 0 .8rem;font-size:.92rem}
.filtre input{font:inherit;color:inherit;background:var(--carte);border:1px solid var(--doux);border-radius:.35rem;padding:.3rem .6rem;min-width:15rem}
.filtre button{font:inherit;color:var(--encre);background:var(--carte);border:1px solid var(--doux);border-radius:1rem;padding:.2rem .75rem;cursor:pointer}
.filtre button[aria-pressed=true]{background:var(--encre);color:var(--carte);border-color:var(--encre)}
.filtre output{color:var(--doux);margin-left:.3rem}
.faits{margin:0;display:grid;gap:0 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr))}
.faits>div{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:.8rem;border-top:1px solid var(--trait);padding:.4rem 0}
dt{color:var(--doux)}dd{margin:0;overflow-wrap:anywhere}
.legende{display:grid;gap:.4rem 2.2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr))}
.legende h3{margin-top:.7rem}
.legende dl{margin:0}.legende dl>div{display:grid;grid-template-columns:10.5rem minmax(0,1fr);gap:.8rem;padding:.25rem 0;font-size:.94rem}
.legende dt{color:var(--encre);font-weight:600}
.pied{grid-column:1/-1;color:var(--doux);font-size:.9rem}
@media (min-width:70rem){
.cadre{grid-template-columns:13rem minmax(0,1fr)}
.sommaire{position:sticky;top:1.25rem;align-self:start}
.sommaire ol{flex-direction:column;gap:.4rem}}
@media (max-width:46rem){
body{font-size:15px}
.cadre{padding:.75rem .75rem 2rem;gap:.75rem}
.bandeau{padding:1.1rem 1rem}.sceau{width:3.2rem;height:3.2rem;font-size:1.6rem}.decision{font-size:1.6rem}
.compteurs{gap:.2rem 1.2rem}.compteurs b{font-size:1.2rem}
main>section{padding:1rem .9rem 1.1rem}
.fiche{padding:.8rem .8rem}.constat{padding:.6rem .7rem}
.enonce,.fiche>h3{overflow-wrap:anywhere}
table,tbody,tr,th,td,caption{display:block;width:auto!important}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{border-top:1px solid var(--trait);padding:.6rem 0}
th,td{border:0;padding:.15rem 0}
details.groupe{padding:.1rem .7rem}
.faits>div,.legende dl>div{grid-template-columns:minmax(0,1fr);gap:0}
.filtre input{flex:1 1 100%;min-width:0}}
@page{size:A4;margin:16mm 14mm}
@page{@bottom-right{content:counter(page) " / " counter(pages);font-size:8pt}}
@media print{
:root{color-scheme:light;--encre:#000;--doux:#3d4451;--fond:#fff;--carte:#fff;--creux:#f6f8fa;--trait:#c3c9d4;--lien:#000;
--pass:#0c5a33;--pass-f:#e1f3e8;--fail:#94131f;--fail-f:#fde7e7;--error:#5f1c93;--error-f:#f2e8fb;--wait:#0d4a83;--wait-f:#e3effa;
--skip:#734000;--skip-f:#fff0d9;--omit:#434b5a;--omit-f:#e9ecf1;--untested:#434b5a;--untested-f:#fff;--untested-b:#c9cfd9}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
html{font-size:8.6pt}
body{font-size:1rem;line-height:1.4}
.cadre{display:block;max-width:none;padding:0}
.passe,.filtre,.sommaire{display:none!important}
a{text-decoration:none}
.bandeau,main>section,.alerte{margin-bottom:5mm}
main>section{border:0;padding:0}
h2{border-bottom:1.5pt solid var(--encre);padding-bottom:1mm}
h2,h3,caption,summary{break-after:avoid}
.bandeau,.constats li,tr,.faits>div,.legende dl>div{break-inside:avoid}
thead{display:table-header-group}
details.imprime::details-content,details.fiche::details-content{content-visibility:visible;block-size:auto}
details.imprime>summary,details.fiche>summary{list-style:none}
.echanges,.appuis,.memes,.entetes{display:none}
.preuve[open] pre{max-height:none}
.empreinte{max-width:none;white-space:normal;overflow-wrap:anywhere}
.fiches{display:block}.fiches>li{margin-bottom:4mm}
.faits{grid-template-columns:1fr}.legende{grid-template-columns:1fr 1fr}
.legende dl>div{grid-template-columns:10rem minmax(0,1fr)}}
`

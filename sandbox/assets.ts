/** Style sheet and script of the page, both served by the page itself: nothing comes from elsewhere. */
export const STYLE = `
.page{max-width:80rem;margin:0 auto;padding:1.25rem 1.25rem 3rem;display:grid;gap:1.25rem;grid-template-columns:minmax(0,1fr)}
.page main{display:grid;gap:1.25rem;grid-template-columns:minmax(0,1fr)}
.haut{background:var(--carte);border:1px solid var(--trait);border-left:.6rem solid var(--wait-b);border-radius:.6rem;padding:1rem 1.5rem}
.haut h1{margin:.2rem 0}
.haut p{margin:.2rem 0}
.bloc{background:var(--carte);border:1px solid var(--trait);border-radius:.6rem;padding:.75rem 1.25rem 1.1rem;min-width:0}
.bloc h2{font-size:1.15rem;margin:.3rem 0 .6rem}
.bloc h3{font-size:1rem;margin:1.1rem 0 .3rem}
.defile{overflow-x:auto;max-width:100%}
.bloc table{width:100%;border-collapse:collapse;font-size:.93rem}
.bloc caption{text-align:left;font-weight:600;padding:.3rem 0}
.bloc th,.bloc td{text-align:left;vertical-align:top;padding:.35rem .55rem;border-top:1px solid var(--trait);overflow-wrap:anywhere}
.bloc thead th{color:var(--doux);font-weight:600;border-top:0;white-space:nowrap}
.bloc td.net{white-space:nowrap}
.bloc table code{font-size:.85em}
.bloc details{margin:.3rem 0}
.bloc summary{cursor:pointer;padding:.25rem 0}
.etiquette{display:inline-block;border-radius:1rem;padding:.05rem .6rem;font-size:.85rem;font-weight:600;white-space:nowrap}
.bon{background:var(--pass-f);color:var(--pass)}
.mauvais{background:var(--fail-f);color:var(--fail)}
.banc{background:var(--error-f);color:var(--error)}
.neutre{background:var(--omit-f);color:var(--omit)}
.alerte-e{background:var(--skip-f);color:var(--skip)}
.bloc ul.constats{margin:.2rem 0;padding-left:1.1rem}
.bloc ul.constats li{margin:.3rem 0}
form.ligne{display:flex;flex-wrap:wrap;gap:.5rem .8rem;align-items:end;margin:.6rem 0}
form.ligne fieldset{border:0;padding:0;margin:0;display:contents}
form.ligne legend{font-weight:600}
.champ{display:grid;grid-template-columns:minmax(0,1fr);gap:.15rem;font-size:.9rem;color:var(--doux);min-width:0;max-width:100%}
input,select,button{font:inherit;color:var(--encre);background:var(--creux);border:1px solid var(--doux);border-radius:.35rem;padding:.35rem .6rem;min-height:2.4rem;max-width:100%}
select{width:100%}
input[type=number]{width:6.5rem}
button{background:var(--lien);color:var(--carte);border-color:var(--lien);font-weight:600;cursor:pointer}
button.second{background:var(--carte);color:var(--lien)}
.fait{background:var(--pass-f);border-left:.35rem solid var(--pass-b);border-radius:.4rem;padding:.6rem 1rem;margin:0}
.erreur{background:var(--fail-f);border-left:.35rem solid var(--fail-b);border-radius:.4rem;padding:.6rem 1rem;margin:0}
.direct{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center;color:var(--doux);font-size:.92rem}
dl.cle{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1rem;margin:.3rem 0}
dl.cle dt{color:var(--doux)}
dl.cle dd{margin:0;overflow-wrap:anywhere}
@media (max-width:44rem){dl.cle{grid-template-columns:minmax(0,1fr)}.page{padding:.75rem .6rem 2rem}.champ{flex:1 1 100%}.bloc{padding:.6rem .8rem .9rem}
.serre thead{position:absolute;left:-999rem}.serre tr{display:block;border-top:2px solid var(--trait);padding:.35rem 0}.serre td,.serre th{display:block;border:0;padding:.12rem 0}
.serre td[data-titre]:not(:empty)::before{content:attr(data-titre) " : ";color:var(--doux);font-weight:600}}
`

/** Replaces the live part of the page when something happens. Without it, reloading the page does the same. */
export const SCRIPT = `
const zone=document.getElementById('vivant'),etat=document.getElementById('etat-direct'),bouton=document.getElementById('pause');
if(zone&&bouton&&window.EventSource){
let pause=false,attente=false,enCours=false;
const dire=(texte)=>{etat.textContent=texte};
async function rafraichir(){
 if(pause||enCours){attente=true;return}
 enCours=true;attente=false;
 try{
  const reponse=await fetch('/vivant'+location.search,{headers:{accept:'text/html'}});
  if(reponse.ok){
   const ouverts=new Set([...zone.querySelectorAll('details[open][id]')].map((un)=>un.id));
   const ici=document.activeElement&&zone.contains(document.activeElement)?document.activeElement.id:'';
   zone.innerHTML=await reponse.text();
   for(const id of ouverts){const un=document.getElementById(id);if(un)un.open=true}
   if(ici){const la=document.getElementById(ici);if(la)la.focus()}
   dire('À jour à '+new Date().toLocaleTimeString('fr-FR')+'.');
  }
 }catch{dire('Le bac à sable ne répond plus : il est arrêté, ou la page a été ouverte trop longtemps.')}
 enCours=false;
 if(attente)setTimeout(rafraichir,200);
}
const flux=new EventSource('/flux');
let delai;
flux.onmessage=()=>{clearTimeout(delai);delai=setTimeout(rafraichir,150)};
flux.onerror=()=>dire('Connexion au bac à sable perdue ; nouvel essai en cours.');
flux.onopen=()=>dire('En direct.');
bouton.hidden=false;
bouton.addEventListener('click',()=>{pause=!pause;bouton.setAttribute('aria-pressed',String(pause));bouton.textContent=pause?'Reprendre le direct':'Mettre en pause';dire(pause?'En pause.':'En direct.');if(!pause)rafraichir()});
}
`

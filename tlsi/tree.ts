import { XmlCData, XmlEntityReference, XmlText, type XmlElement, type XmlTreeNode } from 'libxml2-wasm'
import { childElements } from '../schemas/xml.js'

export const isNamed = (element: XmlElement, namespace: string, name: string): boolean => element.name === name && element.namespaceUri === namespace

export const childrenNamed = (parent: XmlElement | undefined, namespace: string, name: string): XmlElement[] =>
  parent ? childElements(parent).filter((element) => isNamed(element, namespace, name)) : []

export const childNamed = (parent: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined => childrenNamed(parent, namespace, name)[0]

/** Follows one namespace down a path of child names. */
export const descend = (parent: XmlElement | undefined, namespace: string, ...names: string[]): XmlElement | undefined =>
  names.reduce<XmlElement | undefined>((element, name) => childNamed(element, namespace, name), parent)

/** Text of an element without the blanks around it; undefined when the element is absent. */
export const textOf = (element: XmlElement | undefined): string | undefined => element?.content.trim()

/** Characters that stand between the child elements, blanks aside: a SOAP structure has none. */
export function strayText(parent: XmlElement): string {
  let text = ''
  for (let node: XmlTreeNode | null = parent.firstChild; node; node = node.next) {
    if (node instanceof XmlText || node instanceof XmlCData || node instanceof XmlEntityReference) text += node.content
  }
  return text.trim()
}

/** How many characters the facts of the unit have room for on papers; the office refuses more. */
export const unitLengths = { name: 60, superior: 60, contact: 20, phone: 40, publicity_address: 100, actor: 20 }

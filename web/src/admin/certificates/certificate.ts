import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

export type Certificate = Schemas['Certificate'];
export type CertificateTemplate = Schemas['CertificateTemplate'];

export const templateKey = ['certificate-template'] as const;
export const certificatesKey = (contactId: string) => ['contacts', contactId, 'certificates'] as const;

export const useCertificateTemplate = () =>
  useQuery({
    queryKey: templateKey,
    queryFn: () => answer(api.GET('/api/admin/certificate-template')),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const saveTemplate = (template: CertificateTemplate) =>
  answer(api.PUT('/api/admin/certificate-template', { body: template }));

/** The certificate of a sample person, as it would be printed. */
export const previewPdf = (template: CertificateTemplate, signal: AbortSignal): Promise<Blob> =>
  answer(api.POST('/api/admin/certificate-template/preview', { body: template, parseAs: 'blob', signal }));

/** A person's certificates. */
export const useCertificates = (contactId: string) =>
  useQuery({
    queryKey: certificatesKey(contactId),
    queryFn: () => answer(api.GET('/api/admin/contacts/{id}/certificates', { params: { path: { id: contactId } } })),
  });

export const requestCertificate = (contactId: string, courseId: string) =>
  answer(api.POST('/api/admin/certificates', { body: { contactId, courseId } }));
export const revokeCertificate = (id: string, reason: string) =>
  answer(api.POST('/api/admin/certificates/{id}/revoke', { params: { path: { id } }, body: { reason } }));
export const retryCertificate = (id: string) =>
  answer(api.POST('/api/admin/certificates/{id}/retry', { params: { path: { id } } }));
export const pdfAddress = (id: string): string => `/api/admin/certificates/${id}/pdf`;
